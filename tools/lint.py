"""Checks what neither the compiler nor Bazel checks.

    layering     a file includes only from its own floor and the floors above (Bazel enforces it for direct
                 dependencies; this also sees headers that arrive through another library)
    includes     forbidden headers, include paths that do not start at the root of the repository
    naming       snake_case file names, `#pragma once` in headers
    natives      a native function that is defined twice
    sizes        a report of the largest files; a file above the limit is named, and is no error
    format       clang-format on the files that differ from the main branch (all files with --all)
    tidy         clang-tidy on the same files, on request (--tidy)

Exit status 1 when there is a finding.
"""

import argparse
import os
import re
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
CLANG_FORMAT = "clang-format-19"
CLANG_TIDY = "clang-tidy-19"
MAIN_BRANCHES = ["main", "origin/main"]  # the first that exists

# Top to bottom; the same order as the package groups in the root BUILD.bazel.
FLOORS = ["objects", "gc", "runtime", "compiler", "interpreter", "jit", "capi_emulation", "modules"]
# What lies below all floors may use each of them.
BELOW_ALL_FLOORS = ["app", "bench", "tests", "tools"]
# Generated headers that bind native functions to their stubs: for every floor from the runtime on.
STUBS_FOLDER = "lib-python"
STUBS_USERS = FLOORS[FLOORS.index("runtime"):] + BELOW_ALL_FLOORS
# Headers of installed libraries that are included in quotes.
LIBRARY_FOLDERS = ["absl", "benchmark", "gmock", "gtest"]

FORBIDDEN_HEADERS = {
    "exception": "pyro uses no C++ exceptions",
    "stdexcept": "pyro uses no C++ exceptions",
    "typeinfo": "pyro uses no RTTI",
    "typeindex": "pyro uses no RTTI",
    "any": "needs RTTI",
    "iostream": "static initialisers; use <cstdio> or absl::StrCat",
    "regex": "slow, and throws",
    "locale": "text must not depend on the process's locale",
    "future": "throws; use std::thread or the runtime's own primitives",
    "filesystem": "throws; use the system calls",
}
# Python.h is the C API's header: only its implementation and the extension modules see it.
PYTHON_HEADER = "Python.h"
PYTHON_HEADER_USERS = ["capi_emulation", "modules", "bench", "tests"]

SOFT_FILE_LIMIT = 600  # lines
LARGEST_FILES_SHOWN = 5

INCLUDE = re.compile(r'^\s*#\s*include\s+([<"])([^>"]+)[>"]')
NATIVES_NAMESPACE = "pyro::natives"
NATIVE = re.compile(r"RawObject (\w+)\(Thread\*.*Arguments\b[^;{]*{")
SNAKE_CASE = re.compile(r"^[a-z0-9_]+(\.[a-z0-9]+)+$")
CODE_SUFFIXES = (".h", ".cpp", ".c", ".def", ".inc")
FORMATTED_SUFFIXES = (".h", ".cpp", ".c")


def git_lines(*arguments):
    result = subprocess.run(
        ["git", *arguments], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    return result.stdout.splitlines() if result.returncode == 0 else []


def all_files():
    files = git_lines("ls-files", "--cached", "--others", "--exclude-standard")
    return sorted(path for path in set(files) if os.path.isfile(os.path.join(ROOT, path)))


def changed_files():
    """Files that differ from where this branch left the main branch, with what is not committed yet."""
    bases = [base for branch in MAIN_BRANCHES for base in git_lines("merge-base", "HEAD", branch)]
    changed = git_lines("diff", "--name-only", (bases + ["HEAD"])[0])
    return set(changed) | set(git_lines("ls-files", "--others", "--exclude-standard"))


def read_lines(path):
    with open(os.path.join(ROOT, path), encoding="utf-8", errors="replace") as file:
        return file.read().splitlines()


def top_folder(path):
    return path.split("/", 1)[0] if "/" in path else ""


def may_include(folder, other):
    """Whether a file in top-level `folder` may include a header from top-level folder `other`."""
    if folder == other or folder not in FLOORS:
        return True
    return other in FLOORS and FLOORS.index(other) < FLOORS.index(folder)


class Findings:
    def __init__(self):
        self.count = 0

    def add(self, path, line, message):
        self.count += 1
        print(f"{path}:{line}: {message}")


class FileCheck:
    """The checks on the text of one C or C++ file."""

    def __init__(self, path, findings):
        self.path = path
        self.folder = top_folder(path)
        self.findings = findings
        self.lines = read_lines(path)

    def run(self):
        self.check_name()
        for number, line in enumerate(self.lines, 1):
            match = INCLUDE.match(line)
            if not match:
                continue
            if match.group(1) == "<":
                self.check_system_header(number, match.group(2))
            else:
                self.check_project_header(number, match.group(2))

    def check_name(self):
        name = os.path.basename(self.path)
        if not SNAKE_CASE.match(name) and name != PYTHON_HEADER:
            self.findings.add(self.path, 1, "file names are snake_case")
        if name.endswith(".h") and name != PYTHON_HEADER and "#pragma once" not in self.lines:
            self.findings.add(self.path, 1, "a header needs `#pragma once`")

    def check_system_header(self, number, header):
        if header == PYTHON_HEADER:
            self.check_python_header(number)
        elif header in FORBIDDEN_HEADERS and self.folder != "tests":
            self.findings.add(self.path, number, f"<{header}> is not used here: {FORBIDDEN_HEADERS[header]}")

    def check_python_header(self, number):
        if self.folder not in PYTHON_HEADER_USERS:
            self.findings.add(self.path, number, "Python.h belongs to capi_emulation/ and modules/")

    def check_project_header(self, number, header):
        if header == PYTHON_HEADER:
            self.check_python_header(number)
            return
        other = top_folder(header)
        if other in LIBRARY_FOLDERS or (other == STUBS_FOLDER and self.folder in STUBS_USERS):
            return
        if other not in FLOORS + BELOW_ALL_FLOORS:
            if self.folder in PYTHON_HEADER_USERS:  # the C API's own headers, found by its include path
                return
            self.findings.add(self.path, number, f'"{header}": include paths start at the root of the repository')
        elif not may_include(self.folder, other):
            self.findings.add(self.path, number, f'"{header}": {other}/ lies below {self.folder}/')


def check_texts(files, findings):
    for path in files:
        if path.endswith(CODE_SUFFIXES):
            FileCheck(path, findings).run()


def check_natives(files, findings):
    """Definitions of natives are weak symbols: of two with one name the linker takes the first without a word."""
    definitions = {}
    for path in files:
        if not path.endswith(".cpp") or top_folder(path) not in FLOORS:
            continue
        namespaces = []
        for number, line in enumerate(read_lines(path), 1):
            if opened := re.match(r"namespace (?:([\w:]+) )?{", line):
                namespaces.append(opened[1])
            elif line.startswith("}  // namespace") and namespaces:
                namespaces.pop()
            elif (native := NATIVE.match(line)) and namespaces == [NATIVES_NAMESPACE]:
                first = definitions.setdefault(native[1], path)
                if first != path:
                    findings.add(path, number, f"{native[1]} is defined in {first} as well")


def report_sizes(files):
    sizes = sorted(
        ((len(read_lines(path)), path) for path in files if path.endswith(CODE_SUFFIXES + (".py",))), reverse=True
    )
    if not sizes:
        return
    median = sizes[len(sizes) // 2][0]
    print(f"sizes: {len(sizes)} files, median {median} lines; largest:")
    for position, (lines, path) in enumerate(sizes):
        if position >= LARGEST_FILES_SHOWN and lines <= SOFT_FILE_LIMIT:
            break
        print(f"  {lines:6} {path}" + (f"  (above {SOFT_FILE_LIMIT})" if lines > SOFT_FILE_LIMIT else ""))


def run_clang_format(paths, *options):
    return subprocess.run(
        [CLANG_FORMAT, *options, *paths], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )


def check_format(files, findings):
    paths = [path for path in files if path.endswith(FORMATTED_SUFFIXES)]
    if not paths:
        return
    output = run_clang_format(paths, "--dry-run").stdout
    for path in sorted(set(re.findall(r"^(.*?):\d+:\d+: warning: ", output, re.MULTILINE))):
        findings.add(path, 1, "not formatted; run ./dev fmt")


def fix_format(files):
    paths = [path for path in files if path.endswith(FORMATTED_SUFFIXES)]
    return run_clang_format(paths, "-i").returncode if paths else 0


def check_tidy(files, findings):
    flags = ["-std=c++20", "-fno-exceptions", "-fno-rtti", "-DPYRO_DEBUG", "-I.", "-Ibazel-bin", "-Icapi_emulation/include"]
    for path in files:
        if not path.endswith(".cpp"):
            continue
        result = subprocess.run(
            [CLANG_TIDY, "--quiet", path, "--", *flags], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        if result.returncode != 0:
            print(result.stdout, end="")
            findings.add(path, 1, "clang-tidy")


def main():
    parser = argparse.ArgumentParser(
        prog="./dev lint", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--all", action="store_true", help="format and tidy: all files, not only changed ones")
    parser.add_argument("--tidy", action="store_true", help="run clang-tidy as well (slow)")
    parser.add_argument("--fix-format", action="store_true", help="format all files in place and do nothing else")
    arguments = parser.parse_args()
    files = all_files()
    if arguments.fix_format:
        return fix_format(files)
    findings = Findings()
    check_texts(files, findings)
    check_natives(files, findings)
    changed = files if arguments.all else sorted(changed_files().intersection(files))
    check_format(changed, findings)
    if arguments.tidy:
        check_tidy(changed, findings)
    report_sizes(files)
    print(f"{findings.count} findings")
    return 1 if findings.count else 0


if __name__ == "__main__":
    sys.exit(main())
