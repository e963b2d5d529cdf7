"""Turns compiler/bytecodes.def into compiler/bytecodes.h, or (with --doc) into the instruction table of docs/bytecode.md."""

import re
import sys

MODES = {"w": "kWrite", "r": "kRead", "rw": "kReadWrite", "n": "kUnsigned", "i": "kSigned", "-": "kNone",
         "k16": "kConstant16", "s16": "kSigned16", "x16": "kUnsigned16"}
EXTRAS = {"": "kNone", "jump": "kJump", "name+cache": "kNameCache", "const+cache": "kConstantCache", "cache": "kCache",
          "word": "kWord"}
FLAGS = {"raise": 1, "call": 2, "end": 4, "safepoint": 8}


def parse(path):
    ops = []
    for number, line in enumerate(open(path), 1):
        text, _, doc = line.partition("#")
        doc, _, flags = doc.partition("|") if re.search(r"\|[ a-z]*$", doc.strip()) else (doc, "", "")
        words = text.split()
        if not words:
            continue
        if words[0] == "quick":
            ops.append({"name": words[1], "base": words[2], "doc": doc.strip()})
            continue
        if words[0] != "op":
            sys.exit(f"{path}:{number}: expected op or quick")
        operands, _, extra = " ".join(words[2:]).partition(";")
        extra = extra.strip()
        parsed = []
        for operand in operands.split():
            mode, _, name = operand.partition(":")
            window = re.fullmatch(r"(w?win)([+=])(\d+)", mode)
            if window:
                kind = "kWriteWindow" if window[1] == "wwin" else "kReadWindow"
                parsed.append((kind + ("Counted" if window[2] == "+" else ""), int(window[3]), name))
            elif mode in MODES:
                parsed.append((MODES[mode], 0, name))
            else:
                sys.exit(f"{path}:{number}: unknown operand {operand}")
        if extra not in EXTRAS:
            sys.exit(f"{path}:{number}: unknown extra word {extra}")
        bits = 0
        for flag in flags.split():
            if flag not in FLAGS:
                sys.exit(f"{path}:{number}: unknown flag {flag}")
            bits |= FLAGS[flag]
        ops.append({"name": words[1], "operands": parsed, "extra": EXTRAS[extra], "flags": bits, "doc": doc.strip()})
    by_name = {op["name"]: op for op in ops}
    for op in ops:
        if "base" in op:
            for key in ("operands", "extra", "flags"):
                op[key] = by_name[op["base"]][key]
    return ops


def camel(name):
    return "k" + "".join(part.capitalize() for part in name.split("_"))


def header(ops):
    out = ["// Generated from compiler/bytecodes.def by tools/gen_bytecodes.py. Do not edit.\n#pragma once\n",
           "#include <cstdint>\n\nnamespace pyro {\n", "enum class Op : uint8_t {"]
    for op in ops:
        out.append(f"  {camel(op['name'])},  // {op['doc']}".rstrip(" /"))
    out.append("};\n")
    out.append(f"constexpr int kOpCount = {len(ops)};\n")
    out.append("enum class OperandMode : uint8_t { kNone, kWrite, kRead, kReadWrite, kUnsigned, kSigned, kConstant16, kSigned16,\n"
               "  kUnsigned16, kReadWindow, kReadWindowCounted, kWriteWindow, kWriteWindowCounted };")
    out.append("enum class ExtraWord : uint8_t { kNone, kJump, kNameCache, kConstantCache, kCache, kWord };")
    out.append("constexpr uint8_t kOpMayRaise = 1, kOpMayCall = 2, kOpEndsBlock = 4, kOpIsSafepoint = 8;\n")
    out.append("struct OpInfo {\n  const char* name;\n  struct {\n    OperandMode mode;\n    uint8_t window;  // size of a window, or what to add to C\n"
               "  } operands[3];\n  ExtraWord extra;\n  uint8_t flags;\n  Op base;  // what a quickened instruction was\n"
               "  constexpr int words() const { return extra == ExtraWord::kNone ? 1 : 2; }\n};\n")
    out.append("inline constexpr OpInfo kOpInfo[] = {")
    for op in ops:
        cells = [f"{{OperandMode::{m}, {w}}}" for m, w, _ in op["operands"]]
        cells += ["{OperandMode::kNone, 0}"] * (3 - len(cells))
        out.append(f'    {{"{op["name"]}", {{{", ".join(cells)}}}, ExtraWord::{op["extra"]}, {op["flags"]}, '
                   f'Op::{camel(op.get("base", op["name"]))}}},')
    out.append("};\n\ninline constexpr const OpInfo& op_info(Op op) { return kOpInfo[static_cast<int>(op)]; }\n")
    out.append("// V(enumerator) for every instruction, in order.\n#define PYRO_OPS(V) \\")
    out += [f"  V({camel(op['name'])}) \\" for op in ops]
    out.append("\n}  // namespace pyro")
    return "\n".join(out) + "\n"


def document(ops):
    out = ["| instruction | operands | what it does |", "|---|---|---|"]
    for op in ops:
        names = ", ".join(name for _, _, name in op["operands"] if name)
        doc = (f"(quickened {op['base']}) " if "base" in op else "") + op["doc"]
        out.append(f"| `{op['name']}` | {names} | {doc.replace('|', chr(92) + '|')} |")
    return "\n".join(out) + "\n"


def main():
    ops = parse(sys.argv[1])
    if len(ops) > 256:
        sys.exit("more instructions than opcodes")
    if sys.argv[2] == "--doc":
        sys.stdout.write(document(ops))
    else:
        open(sys.argv[2], "w").write(header(ops))


main()
