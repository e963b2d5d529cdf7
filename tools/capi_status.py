"""Lists the functions of the stable ABI that the program has for real, and those that only raise SystemError.

usage: capi_status.py STABLE_ABI.tsv PROGRAM [--missing]

A function that is not written yet is a weak symbol of the program; see capi_emulation/missing.h.
"""

import subprocess
import sys


def symbol_types(program):
    output = subprocess.run(["nm", "--defined-only", program], capture_output=True, text=True, check=True).stdout
    return {fields[2]: fields[1] for fields in (line.split() for line in output.splitlines()) if len(fields) == 3}


def main(table, program, *options):
    symbols = symbol_types(program)
    with open(table) as file:
        rows = [line.split("\t") for line in file if not line.startswith("#")]
    functions = [row[0] for row in rows if row[1] == "function"]
    data = [row[0] for row in rows if row[1] == "data"]
    missing = [name for name in functions if symbols.get(name) not in ("T", "t")]
    absent = [name for name in functions + data if name not in symbols]
    if "--missing" not in options:
        print(f"functions: {len(functions) - len(missing)} of {len(functions)} are real")
        print(f"data:      {sum(name in symbols for name in data)} of {len(data)} are there")
    for name in absent:
        print(f"not exported: {name}")
    for name in missing:
        print(name)
    return 1 if absent else 0


sys.exit(main(*sys.argv[1:]))
