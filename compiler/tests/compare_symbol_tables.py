#!/usr/bin/python3.11
"""Compares `compile_tool --scopes` with CPython's symtable module: compare_symbol_tables.py COMPILE_TOOL [FILE...].

Without files, the whole standard library. Prints differences, and at the end how many files differ.
"""

import difflib
import pathlib
import subprocess
import symtable
import sys
import warnings

SCOPE_SHIFT, SCOPE_MASK = 11, 15


def describe(table, depth, lines):
    nested = " nested" if table.is_nested() else ""
    lines.append("  " * depth + f"{table.get_type()} {table.get_name()} line {table.get_lineno()}{nested}")
    symbols = table._table.symbols
    for name in sorted(symbols, key=lambda name: name.encode("utf-8", "surrogatepass")):
        flags = symbols[name]
        use, scope = flags & (1 << SCOPE_SHIFT) - 1, flags >> SCOPE_SHIFT & SCOPE_MASK
        lines.append("  " * (depth + 1) + f"- {name} {use} {scope}")
    for child in table.get_children():
        describe(child, depth + 1, lines)


def main():
    warnings.simplefilter("ignore")
    tool = sys.argv[1]
    files = sys.argv[2:] or sorted(map(str, pathlib.Path("/usr/lib/python3.11").rglob("*.py")))
    different = 0
    for path in files:
        try:
            table = symtable.symtable(pathlib.Path(path).read_bytes(), path, "exec")
        except (SyntaxError, ValueError):
            continue
        expected = []
        describe(table, 0, expected)
        result = subprocess.run([tool, "--scopes", path], capture_output=True, text=True)
        actual = result.stdout.splitlines()
        if actual != expected:
            different += 1
            print(path, *difflib.unified_diff(expected, actual, lineterm="", n=1), sep="\n")
    print(f"{len(files)} files, {different} differ")
    sys.exit(different > 0)


main()
