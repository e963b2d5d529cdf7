#!/usr/bin/python3.11
"""Compares pyro's headers of the limited API with CPython's, by what a compiler makes of them.

usage: compare_headers.py [--cpython FOLDER] [--pyro FOLDER]

- functions and variables: every one of either set has the same type in both, and those of the stable ABI are all declared;
- types: names, structures (fields, offsets, sizes), enumerations;
- macros: the same names; constants have the same values; header_uses.c, which uses all others and the inline functions,
  gives the same machine code function by function.

What is in one set only must be listed below, with the reason. Prints each difference; the exit status is 1 if there is one.
"""

import argparse
import json
import os
import re
import subprocess
import sys

FOLDER = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(FOLDER))
CLANG = "clang-19"
FLAGS = ["-DPy_LIMITED_API=0x030b0000", "-DPY_SSIZE_T_CLEAN", "-std=gnu11", "-w"]
SOURCE = "#include <Python.h>\n#include <structmember.h>\n"
# What the headers may bring from the C library is not compared.
SYSTEM = "".join(f"#include <{name}.h>\n" for name in (
    "assert", "ctype", "errno", "inttypes", "limits", "math", "stdarg", "stddef", "stdint", "stdio", "stdlib", "string",
    "sys/stat", "sys/time", "sys/types", "time", "unistd", "wchar", "sys/select"))

# Names of CPython's headers that are no part of the API, and why.
ONLY_CPYTHON = {
    **dict.fromkeys("FVC_ASCII FVC_MASK FVC_NONE FVC_REPR FVC_STR FVS_HAVE_SPEC FVS_MASK".split(), "operands of CPython's bytecode"),
    "MAX_CO_EXTRA_USERS": "of CPython's code objects",
    "PYOS_STACK_MARGIN": "of PyOS_CheckStack, which only Windows has",
    "ANY_VARARGS": "of a compiler that is not used any more",
    **dict.fromkeys("PySequence_Fast_GET_ITEM PySequence_Fast_GET_SIZE PySequence_Fast_ITEMS".split(),
                    "do not compile with the limited API: their expansions are not part of it"),
}


def compiler(folder, arguments, source):
    command = [CLANG, *FLAGS, f"-I{folder}", "-x", "c", *arguments, "-"]
    return subprocess.run(command, input=source, capture_output=True, text=True)


def output(folder, arguments, source):
    result = compiler(folder, arguments, source)
    if result.returncode:
        sys.exit(f"{folder}: {result.stderr}")
    return result.stdout


# --- declarations

def record_of(node):
    """The record that a typedef is a name of, by its number in the tree."""
    for child in node.get("inner", ()):
        if child["kind"] == "RecordType":
            return child["decl"]["id"]
        if child["kind"] == "ElaboratedType":
            return record_of(child)
    return ""


class Declarations:
    """What the headers in a folder declare, from the compiler's syntax tree."""

    def __init__(self, folder):
        self.functions, self.variables, self.typedefs, self.enumerators = {}, {}, {}, {}
        self.inline = set()
        self._fields, self._names = {}, {}
        for setting in ("-UPY_SSIZE_T_CLEAN", "-DPY_SSIZE_T_CLEAN"):
            tree = json.loads(output(folder, [setting, "-fsyntax-only", "-Xclang", "-ast-dump=json"], SOURCE))
            file = ""
            for node in tree["inner"]:
                file = self._file(node.get("loc", {})) or file
                if file.startswith(folder):
                    self._take(node)
        self.records = {name: self._fields[record] for name, record in self._names.items() if record in self._fields}

    @staticmethod
    def _file(location):
        for place in (location.get("expansionLoc", {}), location):
            if "file" in place:
                return place["file"]
        return None

    def _take(self, node):
        kind, name = node["kind"], node.get("name")
        if kind == "FunctionDecl":
            self.functions[name] = node["type"]["qualType"]
            if any(child["kind"] == "CompoundStmt" for child in node.get("inner", ())):
                self.inline.add(name)
        elif kind == "VarDecl":
            self.variables[name] = node["type"]["qualType"]
        elif kind == "TypedefDecl":
            self.typedefs[name] = node["type"].get("desugaredQualType", node["type"]["qualType"])
            self._names[name] = record_of(node)
        elif kind == "RecordDecl" and node.get("completeDefinition"):
            fields = [(field["name"], field["type"]["qualType"]) for field in node["inner"] if field["kind"] == "FieldDecl"]
            self._fields[node["id"]] = self._fields[node.get("previousDecl", node["id"])] = fields
        elif kind == "EnumDecl":
            for value in node["inner"]:
                if value["kind"] == "EnumConstantDecl":
                    self.enumerators[value["name"]] = None


def is_private(name):
    """Guards of files, and names that CPython's documentation declares private. Inline functions among these are compared."""
    return name.startswith(("_", "PYRO_")) or name.endswith("_H")


def without_tags(text):
    """Anonymous types carry the place of their definition."""
    return re.sub(r"\((unnamed|anonymous)[^)]*\)", "(unnamed)", text)


def compare_tables(title, cpython, pyro, report):
    for name in sorted(cpython.keys() - pyro.keys() - ONLY_CPYTHON.keys()):
        if title.startswith("macros") and is_private(name):
            continue
        report(f"{title} {name}: only CPython's headers have it: {cpython[name]}")
    for name in sorted(pyro.keys() - cpython.keys()):
        if title.startswith("macros") and is_private(name):
            continue
        report(f"{title} {name}: only pyro's headers have it: {pyro[name]}")
    for name in sorted(cpython.keys() & pyro.keys()):
        if without_tags(str(cpython[name])) != without_tags(str(pyro[name])):
            report(f"{title} {name}: CPython's {cpython[name]}, pyro's {pyro[name]}")


# --- macros

class Macros:
    def __init__(self, folder, configuration):
        known = set(self.names(output(folder, ["-dM", "-E"], SYSTEM)))
        lines = self.names(output(folder, ["-dM", "-E"], SYSTEM + SOURCE))
        names = {name: kind for name, kind in lines.items() if name not in known and name not in configuration}
        self.objects = [name for name, kind in names.items() if not kind]
        self.functions = [name for name, kind in names.items() if kind]
        self.constants = self._constants(folder)

    @staticmethod
    def names(text):
        found = re.findall(r"^#define (\w+)(\()?", text, re.MULTILINE)
        return {name: bool(parenthesis) for name, parenthesis in found}

    def _constants(self, folder):
        """The values of those that are integer constants."""
        lines = {number: name for number, name in enumerate(self.objects, 100)}
        head = SYSTEM + SOURCE
        probe = head + "".join(f"#line {number}\nenum {{ e_{name} = (long)({name}) }};\n" for number, name in lines.items())
        errors = compiler(folder, ["-fsyntax-only", "-ferror-limit=0"], probe).stderr
        bad = {int(number) for number in re.findall(r"^<stdin>:(\d+):\d+: error", errors, re.MULTILINE)}
        good = [name for number, name in lines.items() if number not in bad]
        text = head + "".join(f"unsigned long value_{name} = (unsigned long)({name});\n" for name in good)
        assembler = output(folder, ["-S", "-O0", "-o", "-"], text)
        values = re.findall(r"^value_(\w+):\n\s+\.quad\s+(\S+)", assembler, re.MULTILINE)
        return dict(values)


def functions_of(assembler):
    """The code of each function, without what depends on the names of labels."""
    result = {}
    for name, body in re.findall(r"^(use_\w+):(.*?)^\.Lfunc_end", assembler, re.MULTILINE | re.DOTALL):
        body = re.sub(r"#.*", "", body)
        labels = {}
        body = re.sub(r"\.L\w+(\.\w+)*", lambda match: labels.setdefault(match.group(), f"L{len(labels)}"), body)
        result[name] = [line.strip() for line in body.splitlines() if line.strip() and ".cfi" not in line and ".p2align" not in line]
    return result


def compare_uses(folders, needed, report):
    with open(os.path.join(FOLDER, "header_uses.c"), encoding="utf-8") as file:
        source = file.read()
    words = set(re.findall(r"\w+", source))
    for name in sorted(needed - words - ONLY_CPYTHON.keys()):
        report(f"header_uses.c does not use {name}")
    code = [functions_of(output(folder, ["-S", "-O1", "-fno-asynchronous-unwind-tables", "-o", "-"], source)) for folder in folders]
    for name in sorted(code[0].keys() | code[1].keys()):
        if code[0].get(name) != code[1].get(name):
            report(f"header_uses.c {name}:\n  CPython {code[0].get(name)}\n  pyro    {code[1].get(name)}")
    return len(code[0])


# --- all of it

def compare_layouts(folders, records, enumerators, report):
    """Sizes of structures, offsets of their fields and values of enumerators, as the compiler counts them."""
    text = SOURCE + "".join(f"unsigned long value_of_{name} = (unsigned long){name};\n" for name in enumerators)
    for name, fields in records.items():
        text += f"unsigned long size_of_{name} = sizeof({name});\n"
        text += "".join(f"unsigned long offset_of_{name}_{field} = offsetof({name}, {field});\n" for field, _ in fields)
    layouts = []
    for folder in folders:
        assembler = output(folder, ["-S", "-O0", "-o", "-"], text)
        layouts.append(dict(re.findall(r"^(\w+_of_\w+):\n\s+\.quad\s+(\S+)", assembler, re.MULTILINE)))
    compare_tables("layout", *layouts, report)
    return len(layouts[0])


def stable_functions():
    with open(os.path.join(ROOT, "capi_emulation/stable_abi.tsv"), encoding="utf-8") as file:
        return {line.split()[0] for line in file if line.split()[1:2] == ["function"]}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--cpython", default="/usr/include/python3.11")
    parser.add_argument("--pyro", default=os.path.join(ROOT, "capi_emulation/include"))
    options = parser.parse_args()
    folders = (options.cpython, options.pyro)
    differences = []
    report = differences.append
    cpython, pyro = map(Declarations, folders)
    for title in ("functions", "variables", "typedefs", "records", "enumerators"):
        compare_tables(title, getattr(cpython, title), getattr(pyro, title), report)
    layouts = compare_layouts(folders, cpython.records, cpython.enumerators, report)
    for name in sorted((stable_functions() & cpython.functions.keys()) - pyro.functions.keys()):
        report(f"{name} of the stable ABI is not declared")
    configuration = {name for folder in folders for name in Macros.names(output(folder, ["-dM", "-E"], "#include <pyconfig.h>\n"))}
    macros = [Macros(folder, configuration - {"PY_FORMAT_SIZE_T"}) for folder in folders]
    compare_tables("constants", macros[0].constants, macros[1].constants, report)
    for kind in ("objects", "functions"):
        one, other = (dict.fromkeys(getattr(found, kind)) for found in macros)
        compare_tables(f"macros ({kind})", one, other, report)
    result = compiler(options.pyro, ["-fsyntax-only", "-x", "c++", "-std=c++11", "-Wall", "-Wextra"], SOURCE)
    if result.returncode or result.stderr:
        report(f"as C++: {result.stderr}")
    used = {name for name in macros[0].functions + macros[0].objects if not is_private(name)}
    uses = compare_uses(folders, (used - macros[0].constants.keys()) | cpython.inline, report)
    print("".join(text + "\n" for text in differences), end="")
    print(f"{len(cpython.functions)} functions, {len(cpython.variables)} variables, {len(cpython.typedefs)} types, "
          f"{layouts} sizes and offsets, {len(macros[0].constants)} constants, {uses} uses: {len(differences)} differences")
    return bool(differences)


if __name__ == "__main__":
    sys.exit(main())
