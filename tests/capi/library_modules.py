#!/usr/bin/python3.11
"""The table of modules/abi3: CPython's own tests for each module, on CPython with our module in place of its own, and on pyro.

usage: library_modules.py --pyro PROGRAM [--modules DIR] [--timeout S] [--jobs N] [--output FILE] [MODULE...]

MODULEs select rows by the module's name. Prints how many tests passed of those that were not skipped, then the names of what failed
on either. The exit status is 1 if a module is below 97 percent on CPython or more than two points lower on pyro.
"""

import argparse
import concurrent.futures
import os
import pathlib
import sys
import tempfile
import types

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "modules" / "abi3"))

import test_on_cpython  # noqa: E402

TESTS = {
    "zlib": "test_zlib test_gzip",
    "_bz2": "test_bz2",
    "_lzma": "test_lzma",
    "_ssl": "test_ssl",
    "_hashlib": "test_hashlib test_hmac",
    "_sqlite3": "sqlite3_suite.py sqlite3_examples.py",
    "pyexpat": "test_pyexpat test_xml_etree test_xml_etree_c test_sax test_minidom",
    "_socket": "test_socket test_asyncio.test_sock_lowlevel",
    "select": "test_select test_epoll test_poll test_selectors",
    "mmap": "test_mmap",
    "fcntl": "test_fcntl test_ioctl",
    "termios": "test_pty test_getpass",
    "resource": "test_resource",
    "readline": "test_readline",
    "_curses": "test_curses",
    "_curses_panel": "curses_suite.py",
    "_uuid": "test_uuid",
    "_crypt": "test_crypt",
    "_dbm": "test_dbm test_dbm_ndbm",
    "_gdbm": "test_dbm_gnu",
    "_posixshmem": "test_multiprocessing_fork",
    "_multiprocessing": "test_multiprocessing_spawn test_multiprocessing_forkserver test_multiprocessing_main_handling",
    "grp": "test_grp",
    "pwd": "test_pwd",
    "spwd": "test_spwd",
    "syslog": "test_syslog",
    "audioop": "test_audioop",
    "nis": "test_nis",
}
LOWEST = 97.0
APART = 2.0


class Side:
    """One interpreter, and the counts of a module's tests under it."""

    def __init__(self, program, options, ours):
        self.options = types.SimpleNamespace(
            program=program, modules=options.modules, names=options.names, timeout=options.timeout, verbose=False,
            baseline=not ours,
        )

    def run(self, tests):
        passed = cases = 0
        failed = []
        for test in tests:
            with tempfile.TemporaryDirectory() as folder:
                test_on_cpython.prepare(folder, self.options)
                counts, _ = test_on_cpython.run_test(self.options, test, folder)
            bad = len(counts["bad"])
            ran = max(counts["run"] - counts["skipped"], bad)
            cases += ran
            passed += ran - bad
            failed += counts["bad"]
            if counts.get("note"):
                failed.append(f"({test}: {counts['note']})")
        return passed, cases, failed


def compare_suite(options, program):
    """The lines of a program of ours: those that are as with CPython's module, on CPython and on pyro."""
    outputs = []
    for interpreter, baseline in ((sys.executable, True), (sys.executable, False), (options.pyro, True)):
        side = types.SimpleNamespace(program=interpreter, modules=options.modules, names=options.names, baseline=baseline)
        with tempfile.TemporaryDirectory() as folder:
            test_on_cpython.prepare(folder, side)
            outputs.append(test_on_cpython.program_output(
                side, ROOT / "modules" / "abi3" / "tests" / program, folder, options.timeout))
    expected = outputs[0]

    def count(lines):
        lines = lines + [None] * (len(expected) - len(lines))
        failed = [f"{program}, line {n + 1}: {a!r} is {b!r}" for n, (a, b) in enumerate(zip(expected, lines)) if a != b]
        failed += [f"{program}, further line: {line!r}" for line in lines[len(expected):]]
        return max(0, len(expected) - len(failed)), len(expected), failed

    return count(outputs[1]), count(outputs[2])


def sum_of(items):
    total = items[0]
    for item in items[1:]:
        total = total + item
    return total


def run_module(module, options):
    tests = TESTS[module].split()
    if tests[0].endswith(".py"):
        parts = [compare_suite(options, program) for program in tests]
        return tuple(tuple(map(sum_of, zip(*side))) for side in zip(*parts))
    return Side(sys.executable, options, ours=True).run(tests), Side(options.pyro, options, ours=False).run(tests)


def rate(passed, cases):
    return 100.0 * passed / cases if cases else 100.0


def show(module, results, output):
    rates = [rate(passed, cases) for passed, cases, _ in results]
    good = rates[0] >= LOWEST and rates[1] >= rates[0] - APART
    cells = "".join(f"{f'{passed}/{cases}':>12}{percent:7.1f}%" for (passed, cases, _), percent in zip(results, rates))
    lines = [f"{module:17}{TESTS[module].split()[0]:28}{cells}  {'' if good else 'BELOW'}"]
    for where, (_, _, failed) in zip(("CPython", "pyro"), results):
        lines += [f"    {where}: {name}" for name in failed]
    for file in filter(None, (sys.stdout, output)):
        print("\n".join(lines), file=file, flush=True)
    return good


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("--pyro", required=True)
    parser.add_argument("--modules", help="folder of NAME.abi3.so; by default the one beside the program")
    parser.add_argument("--timeout", type=float, default=400, help="seconds for one module of the test package")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--output", help="a file that gets the table as well")
    parser.add_argument("names", nargs="*", metavar="MODULE")
    options = parser.parse_args()
    options.pyro = os.path.abspath(options.pyro)
    options.modules = options.modules or os.path.join(os.path.dirname(os.path.realpath(options.pyro)), "modules", "abi3")
    chosen = options.names or list(TESTS)
    options.names = sorted(f[: -len(".abi3.so")] for f in os.listdir(options.modules) if f.endswith(".abi3.so"))
    output = open(options.output, "a", encoding="utf-8") if options.output else None
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        futures = {pool.submit(run_module, module, options): module for module in chosen}
        good = [show(futures[future], future.result(), output) for future in concurrent.futures.as_completed(futures)]
    print(f"{sum(good)} of {len(good)} modules within bounds")
    return not all(good)


if __name__ == "__main__":
    sys.exit(main())
