"""Embeds the Python files that run in the namespace of a library module after the original has run.

usage: gen_overlays.py OUT.cpp lib-python/overlay/MODULE.py...
"""

import ast
import os
import sys


def c_string(text):
    return '"' + "".join(c if c.isalnum() or c in " _.,()[]{}=+-*/:;<>'#@!%&|" else f"\\{ord(c):03o}" for c in text) + '"'


def main():
    out, *paths = sys.argv[1:]
    rows = []
    for path in sorted(paths):
        text = ast.unparse(ast.parse(open(path).read(), path))
        lines = "\n    ".join(c_string(line + "\n") for line in text.splitlines())
        rows.append(f"  if (module == {c_string(os.path.basename(path)[:-3])}) return\n    {lines};")
    open(out, "w").write("// Generated from lib-python/overlay/ by tools/gen_overlays.py. Do not edit.\n"
                         '#include "lib-python/native_modules.h"\n\nnamespace pyro {\n\n'
                         "const char* library_overlay(std::string_view module) {\n" + "\n".join(rows) +
                         "\n  return nullptr;\n}\n\n}  // namespace pyro\n")


main()
