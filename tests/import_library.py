"""Imports every pure-Python module of the standard library, each in a fresh process, and sorts the failures by reason.

    python3.11 tests/import_library.py --pyro PATH [--library /usr/lib/python3.11] [FILTER]

A failure counts as explained if CPython fails in the same way, or if the module that is missing in the end is a C module that
pyro does not have yet. Everything else is a defect: the status is 1.
"""

import argparse
import collections
import functools
import os
import re
import subprocess
import sys

ORACLE = "/usr/bin/python3.11"
SKIPPED = ("test", "tests", "idle_test", "lib2to3.tests", "turtledemo", "__phello__", "config-3.11-x86_64-linux-gnu")
# Importing these acts: it opens windows, prints, or waits.
ACTING = {"antigravity", "this", "idlelib.idle", "idlelib.__main__"}


def module_names(library):
    for folder, folders, files in os.walk(library):
        folders[:] = sorted(f for f in folders if f.isidentifier() and f not in SKIPPED and f != "__pycache__")
        package = os.path.relpath(folder, library).replace(os.sep, ".")
        if package in ("site-packages", "dist-packages"):
            folders.clear()
            continue
        for file in sorted(files):
            if not file.endswith(".py") or not file[:-3].isidentifier():
                continue
            name = file[:-3] if package == "." else f"{package}.{file[:-3]}"
            name = name.removesuffix(".__init__")
            if not name.endswith("__main__") and name not in ACTING:
                yield name


def run_import(program, name):
    done = subprocess.run([program, "-W", "ignore", "-c", f"import {name}"], stdin=subprocess.DEVNULL, capture_output=True,
                          text=True, timeout=60)
    lines = done.stderr.strip().splitlines()
    names = re.findall(r"^(?:ModuleNotFound|Import)Error: (?:No module named|The required) '?(\w+)", done.stderr, re.M)
    return done.returncode, lines[-1] if lines else "", names


@functools.cache
def has_module(program, name):
    code = f"import importlib.util, sys; sys.exit(importlib.util.find_spec({name!r}) is None)"
    return subprocess.run([program, "-c", code], capture_output=True, timeout=60).returncode == 0


def is_missing(program, name):
    return has_module(ORACLE, name) and not has_module(program, name)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--pyro", required=True)
    parser.add_argument("--library", default="/usr/lib/python3.11")
    parser.add_argument("filter", nargs="?", default="")
    options = parser.parse_args()
    missing, defects, count = collections.defaultdict(list), [], 0
    for name in module_names(options.library):
        if options.filter not in name:
            continue
        count += 1
        status, line, names = run_import(options.pyro, name)
        if status == 0 or (status, line) == run_import(ORACLE, name)[:2]:
            continue
        absent = [each for each in names if is_missing(options.pyro, each)]
        if absent:
            missing[absent[-1]].append(name)
        else:
            defects.append(f"{name}: {status} {line}")
    for module, names in sorted(missing.items()):
        print(f"missing {module}: {' '.join(names)}")
    for defect in defects:
        print("DEFECT", defect)
    print(f"{count} modules, {sum(map(len, missing.values()))} wait for a C module, {len(defects)} fail otherwise")
    sys.exit(bool(defects))


if __name__ == "__main__":
    main()
