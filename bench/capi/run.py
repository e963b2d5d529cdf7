#!/usr/bin/python3.11
"""What calls into extension modules cost beside CPython.

usage: run.py --pyro PROGRAM [--python PYTHON] [--rounds N] [CASE...]

Each round runs every case under both interpreters one after the other; the smallest pass of all rounds counts, less the
loop around it. Prints nanoseconds, their ratio, and the bound; the exit status is 1 if a bound is exceeded.
"""

import argparse
import os
import subprocess
import sys
import tempfile

FOLDER = os.path.dirname(os.path.abspath(__file__))
# Calls in a pass, and how many times CPython's cost pyro may take.
CASES = {
    "meth_noargs": (2_000_000, 3.0),
    "meth_o": (2_000_000, 3.0),
    "meth_fastcall": (2_000_000, 3.0),
    "crc32_16": (1_000_000, 1.3),
    "sha256_64": (200_000, 1.3),
    "socketpair": (30_000, 1.3),
}
LOOP = "empty_loop"


def passes(interpreter, case, count, folder):
    environment = dict(os.environ, PYTHONPATH=folder, PYTHONDONTWRITEBYTECODE="1")
    command = [interpreter, os.path.join(FOLDER, "measure.py"), case, str(count), "5"]
    result = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    return min(map(float, result.stdout.split()))


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("--pyro", required=True)
    parser.add_argument("--python", default="/usr/bin/python3.11")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("cases", nargs="*", choices=[[], *CASES])
    options = parser.parse_args()
    chosen = options.cases or list(CASES)
    interpreters = (options.python, options.pyro)
    best = {(interpreter, case): float("inf") for interpreter in interpreters for case in (*CASES, LOOP)}
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["gcc", "-shared", "-fPIC", "-O2", "-DPy_LIMITED_API=0x030b0000", "-I/usr/include/python3.11",
                        os.path.join(FOLDER, "calls.c"), "-o", os.path.join(folder, "calls.abi3.so")], check=True)
        for _ in range(options.rounds):
            for case in (LOOP, *chosen):
                for interpreter in interpreters:
                    count = CASES.get(case, (2_000_000,))[0]
                    best[interpreter, case] = min(best[interpreter, case], passes(interpreter, case, count, folder))
    exceeded = False
    print(f"{'case':16}{'CPython ns':>12}{'pyro ns':>12}{'ratio':>8}{'bound':>8}")
    for case in chosen:
        one, other = (best[interpreter, case] - best[interpreter, LOOP] for interpreter in interpreters)
        bound = CASES[case][1]
        exceeded |= other > one * bound
        print(f"{case:16}{one:12.1f}{other:12.1f}{other / one:8.2f}{bound:8.1f}")
    return exceeded


sys.exit(main())
