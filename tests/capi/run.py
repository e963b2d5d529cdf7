#!/usr/bin/python3.11
"""Builds the extension modules of this folder once, against the headers of CPython's limited API, runs each one's script under
CPython and under pyro, and compares what they print.

usage: run.py --pyro PROGRAM [--pyro-args ARGUMENTS] [--python PYTHON] [--include FOLDER] [NAME...]

NAMEs select by part of the name, or all with `capi`. NAME.c is an extension module where there is a check_NAME.py, its script.
`coverage` lists the
functions of the stable ABI that no module calls. Output goes to a temporary folder; a difference is shown and makes the exit status 1. `headers` is compare_headers.py: pyro's
own headers against CPython's.

`--include P/include/pyro --pyro P/bin/pyro` builds with the headers of an installed tree instead, and loads there what they gave.
"""

import argparse
import difflib
import os
import shlex
import subprocess
import sys
import tempfile

FOLDER = os.path.dirname(os.path.abspath(__file__))
INCLUDE = "/usr/include/python3.11"
# Functions of the stable ABI that no test calls, and why.
NOT_CALLED = {
    **dict.fromkeys(
        "Py_Main Py_BytesMain Py_NewInterpreter Py_EndInterpreter PyInterpreterState_New PyInterpreterState_Clear "
        "PyInterpreterState_Delete".split(),
        "one interpreter in the process is all there is: these fail as documented where CPython makes another",
    ),
    **dict.fromkeys(
        "Py_SetPath Py_SetProgramName PyImport_AppendInittab".split(), "for programs, before the interpreter starts"
    ),
    **dict.fromkeys(
        "_PyThreadState_Init _PyThreadState_Prealloc PyThreadState_DeleteCurrent".split(),
        "steps of CPython's own start and end of threads, which crash it when called in between",
    ),
    **dict.fromkeys(
        "PyEval_EvalFrame PyEval_EvalFrameEx".split(), "the frames that extensions can get are running already"
    ),
}


def build(name, folder, include):
    command = ["gcc", "-shared", "-fPIC", "-O1", "-w", "-DPy_LIMITED_API=0x030b0000", f"-I{include}",
               os.path.join(FOLDER, name + ".c"), "-o", os.path.join(folder, name + ".abi3.so")]
    subprocess.run(command, check=True)


def output(command, name, folder):
    script = os.path.join(FOLDER, f"check_{name}.py")
    environment = dict(os.environ, PYTHONPATH=folder, PYTHONDONTWRITEBYTECODE="1")
    result = subprocess.run([*command, script], env=environment, capture_output=True, text=True, timeout=600)
    ending = f"status {result.returncode}\n" if result.returncode else ""
    return (result.stdout + result.stderr + ending).splitlines()


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("--pyro", required=True)
    parser.add_argument("--pyro-args", default="")
    parser.add_argument("--python", default="/usr/bin/python3.11")
    parser.add_argument("--include", default=INCLUDE)
    parser.add_argument("names", nargs="*")
    options = parser.parse_args()
    names = sorted(f[len("check_"):-3] for f in os.listdir(FOLDER) if f.startswith("check_")) + ["coverage", "headers"]
    if options.names:
        names = [name for name in names if any(text in name or text == "capi" for text in options.names)]
    if "coverage" in names and len(names) == 1:
        names.clear()
    failures = 0
    with tempfile.TemporaryDirectory() as folder:
        for name in names:
            if name == "coverage":
                missing = untested(folder, [name for name in names if name not in ("headers", "coverage")])
                print(f"coverage: {len(missing)} functions without a test", *missing)
                failures += bool(missing)
                continue
            if name == "headers":
                failures += subprocess.run([sys.executable, os.path.join(FOLDER, "compare_headers.py")]).returncode != 0
                continue
            build(name, folder, options.include)
            expected = output([options.python], name, folder)
            got = output([options.pyro, *shlex.split(options.pyro_args)], name, folder)
            differences = list(difflib.unified_diff(expected, got, "CPython", "pyro", lineterm="", n=0))
            print(f"{name}: {len(expected)} lines, {'differ' if differences else 'the same'}")
            print("\n".join(differences[:100]))
            failures += bool(differences)
    print(f"{len(names) - failures} passed, {failures} failed")
    return failures != 0


def untested(folder, names):
    """The functions of the stable ABI that no module here calls."""
    with open(os.path.join(FOLDER, "../../capi_emulation/stable_abi.tsv"), encoding="utf-8") as file:
        functions = {line.split()[0] for line in file if line.split()[1:2] == ["function"]}
    for name in names:
        path = os.path.join(folder, name + ".abi3.so")
        symbols = subprocess.run(["nm", "--undefined-only", path], capture_output=True, text=True, check=True).stdout
        functions -= {line.split()[-1] for line in symbols.splitlines()}
    return sorted(functions - NOT_CALLED.keys())


sys.exit(main())
