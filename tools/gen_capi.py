"""Generates the parts of the C API emulation that follow from the list of the stable ABI.

usage: gen_capi.py STABLE_ABI.tsv EXPORTED_TYPES.def OUT_FOLDER

exported_objects.h    enum ExportedType, kExportedTypes (names and layout ids), the exceptions' names
exported_symbols.cpp  static handles and their symbols, the PyExc_* variables
missing.cpp           a weak definition of every function: raises SystemError naming itself; replaced by the real ones
exports.lds          what the program exports to extensions (linker option --dynamic-list)
"""

import sys

HANDLE_SIZE, HEAD_OFFSET, TYPE_SIZE = 448, 16, 408
SINGLETONS = ["_Py_NoneStruct", "_Py_FalseStruct", "_Py_TrueStruct", "_Py_NotImplementedStruct", "_Py_EllipsisObject"]


def read_rows(path):
    with open(path) as file:
        return [line.split() for line in file if line.strip() and not line.startswith("#")]


def exported_objects(types, exceptions):
    yield "#pragma once\n\n#include \"capi_emulation/handles.h\"\n\nnamespace pyro::capi {\n"
    yield "enum class ExportedType : int {\n" + "".join(f"  {symbol.strip('_')},\n" for symbol, _ in types) + "  kCount\n};"
    yield f"constexpr int kExportedTypeCount = {len(types)};"
    yield "constexpr LayoutId kExportedTypeLayouts[] = {"
    yield "".join(f"    LayoutId::{layout if layout != '-' else 'kInvalid'},\n" for _, layout in types) + "};"
    yield f"constexpr int kExportedSingletonCount = {len(SINGLETONS)};"
    yield f"extern \"C\" StaticHandle pyro_static_handles[{len(types) + len(SINGLETONS)}];"
    yield "inline StaticHandle* exported_handle(ExportedType type) { return &pyro_static_handles[static_cast<int>(type)]; }"
    yield "// In the order None, False, True, NotImplemented, Ellipsis."
    yield f"inline StaticHandle* exported_singleton(int index) {{ return &pyro_static_handles[{len(types)} + index]; }}"
    yield "struct ExportedException {\n  const char* name;\n  PyObject** variable;\n};"
    yield f"constexpr int kExportedExceptionCount = {len(exceptions)};"
    yield "extern const ExportedException kExportedExceptions[];\n\n}  // namespace pyro::capi"


def exported_symbols(types, exceptions):
    yield '#include "capi_emulation/exported_objects.h"\n\nusing pyro::capi::PyObject;\nextern "C" {'
    count = len(types) + len(SINGLETONS)
    yield f"[[gnu::used, gnu::visibility(\"default\")]] pyro::capi::StaticHandle pyro_static_handles[{count}];"
    for name in exceptions:
        yield f"[[gnu::used, gnu::visibility(\"default\")]] PyObject* {name} = nullptr;"
    yield "}"
    for index, symbol in enumerate([symbol for symbol, _ in types] + SINGLETONS):
        size = TYPE_SIZE if index < len(types) else 32
        yield (f'asm(".globl {symbol}\\n.type {symbol},@object\\n.size {symbol},{size}\\n'
               f'.set {symbol}, pyro_static_handles + {index * HANDLE_SIZE + HEAD_OFFSET}");')
    yield "namespace pyro::capi {\nconst ExportedException kExportedExceptions[] = {"
    for name in exceptions:
        yield f'    {{"{name[6:]}", &{name}}},'
    yield "};\n}  // namespace pyro::capi"


def missing(functions):
    yield '#include "capi_emulation/missing.h"\n\nextern "C" {'
    for name in functions:
        yield f'[[gnu::weak, gnu::used]] void* {name}() {{ return pyro::capi::raise_missing_function("{name}"); }}'
    yield "}"


def main(abi_path, types_path, folder):
    rows = read_rows(abi_path)
    types = read_rows(types_path)
    functions = [row[0] for row in rows if row[1] == "function"]
    data = [row[0] for row in rows if row[1] == "data"]
    exceptions = [name for name in data if name.startswith("PyExc_")]
    known = {symbol for symbol, _ in types} | set(exceptions) | set(SINGLETONS)
    written_by_hand = [name for name in data if name not in known]
    outputs = {
        "exported_objects.h": exported_objects(types, exceptions),
        "exported_symbols.cpp": exported_symbols(types, exceptions),
        "missing.cpp": missing(functions),
        "exports.lds": ["{"] + [f"  {name};" for name in sorted(functions + data)] + ["};"],
    }
    for name, lines in outputs.items():
        with open(f"{folder}/{name}", "w") as file:
            file.write("\n".join(lines) + "\n")
    if "--show" in sys.argv:
        print(written_by_hand)


main(*sys.argv[1:4])
