"""Turns runtime/symbols.def into runtime/symbol_list.h."""

import sys

names = []
for line in open(sys.argv[1]):
    for name in line.partition("#")[0].split():
        if name not in names:
            names.append(name)
lines = ["// Generated from runtime/symbols.def by tools/gen_symbols.py. Do not edit.", "#pragma once", "",
         "// V(enumerator suffix, text)", "#define PYRO_SYMBOLS(V) \\"]
texts = {"end_": "end", "utf_8": "utf-8", "latin_1": "latin-1"}
lines += [f'  V({name}, "{texts.get(name, name)}") \\' for name in names]
open(sys.argv[2], "w").write("\n".join(lines) + "\n\n")
