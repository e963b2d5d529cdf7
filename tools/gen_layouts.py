"""Turns objects/layouts.def into objects/layouts.h (see the head of the .def file for the grammar)."""

import re
import sys


class Kind:
    def __init__(self, name, base, flags, type_name, comment):
        self.name, self.base, self.flags, self.type_name, self.comment = name, base, flags, type_name, comment
        self.fields, self.children = [], []

    def all_fields(self):
        inherited = self.base.all_fields() if self.base else []
        return inherited + self.fields


def parse(path):
    kinds, singletons, immediates = {"Object": Kind("Object", None, {"abstract"}, None, "")}, [], []
    current = None
    for number, line in enumerate(open(path), 1):
        text, _, comment = line.partition("#")
        text, comment = text.rstrip(), comment.strip()
        if not text.strip():
            continue
        words = text.split()
        if words[0] == "singleton":
            singletons = words[1:]
        elif words[0] == "immediate":
            immediates = words[1:]
        elif words[0] == "kind":
            match = re.fullmatch(r"kind (\w+) : (\w+)((?: \S+)*)", text)
            if not match or match[2] not in kinds or match[1] in kinds:
                sys.exit(f"{path}:{number}: bad kind line: {text}")
            flags = set(match[3].split())
            type_name = next((f[5:] for f in flags if f.startswith("type=")), None)
            flags = {f for f in flags if not f.startswith("type=")}
            if flags - {"raw", "abstract", "weak"}:
                sys.exit(f"{path}:{number}: unknown flag in: {text}")
            base = kinds[match[2]]
            if "weak" in base.flags:
                flags.add("weak")
            current = Kind(match[1], base, flags, type_name, comment)
            base.children.append(current)
            kinds[match[1]] = current
        else:
            match = re.fullmatch(r"\s+(\w+): (\w+)", text)
            if not match or current is None:
                sys.exit(f"{path}:{number}: bad field line: {text}")
            if match[2] not in ("word", "Object") and match[2] not in kinds:
                sys.exit(f"{path}:{number}: unknown type {match[2]}")
            current.fields.append((match[1], match[2], comment))
    return kinds, singletons, immediates


def depth_first(kind):
    yield kind
    for child in kind.children:
        yield from depth_first(child)


def camel(type_name):
    return "".join(part[:1].upper() + part[1:] for part in re.split(r"[._\-]", type_name))


def snake(name):
    return re.sub(r"(?<=[a-z0-9])([A-Z])", r"_\1", name).lower()


def layout_names(ordered, singletons, immediates):
    names = []
    for name in singletons + immediates + [k.type_name for k in ordered if k.type_name]:
        if name not in names:
            names.append(name)
    return names


def emit_class(kind, out):
    base = "RawObject" if kind.name == "Object" else f"Raw{kind.base.name}"
    if kind.comment:
        out.append(f"// {kind.comment}")
    out.append(f"class Raw{kind.name} : public {base} {{\n public:")
    out.append(f"  using Super = {base};")
    out.append(f"  using {base}::{base};")
    out.append(f"  static Raw{kind.name} cast(RawObject object);")
    first = 1 + len(kind.base.all_fields())
    for offset, (name, type_name, comment) in enumerate(kind.fields):
        index = first + offset
        const = "k" + camel(name) + "Index"
        if comment:
            out.append(f"  // {comment}")
        out.append(f"  static constexpr word {const} = {index};")
        if type_name == "word":
            out.append(f"  word {name}() const {{ return at({const}).small_int(); }}")
            out.append(f"  void set_{name}(word value) const {{ set_immediate_at({const}, from_small_int(value)); }}")
        else:
            out.append(f"  Raw{type_name} {name}() const {{ return Raw{type_name}(at({const}).raw()); }}" if type_name != "Object"
                       else f"  RawObject {name}() const {{ return at({const}); }}")
            out.append(f"  void set_{name}(RawObject value) const {{ set_at({const}, value); }}")
    out.append(f"  // Words of an exact instance, header included (elements and attribute slots not counted).\n"
               f"  static constexpr word kWords = {1 + len(kind.all_fields())};")
    out.append("};\n")


def main():
    source, target = sys.argv[1:3]
    kinds, singletons, immediates = parse(source)
    ordered = list(depth_first(kinds["Object"]))
    layouts = layout_names(ordered, singletons, immediates)
    out = ["// Generated from objects/layouts.def by tools/gen_layouts.py. Do not edit.\n#pragma once\n",
           '#include <iterator>\n\n#include "objects/value.h"\n\nnamespace pyro {\n']
    out.append("enum class Kind : uint8_t {\n  kForwarded = 0,")
    out += [f"  k{k.name} = {number}," for number, k in enumerate(ordered, 1)]
    out.append(f"  kCount = {len(ordered) + 1},\n}};\n")
    if len(ordered) > 255:
        sys.exit("more kinds than the header has bits for")
    out.append("// First layouts of the builtin types.\nenum class LayoutId : uint32_t {\n  kInvalid = 0,\n  kInternal = 1,")
    out += [f"  k{camel(name)} = {number}," for number, name in enumerate(layouts, 2)]
    out.append(f"  kFirstDynamic = {len(layouts) + 2},\n}};\n")
    out.append("constexpr LayoutId kSingletonLayouts[] = {")
    out += [f"    LayoutId::k{camel(name)}," for name in singletons] + ["    LayoutId::kInternal, LayoutId::kInternal,\n};\n"]
    for kind in ordered[1:]:
        out.append(f"class Raw{kind.name};")
    out.append("")
    for kind in ordered[1:]:
        emit_class(kind, out)
    # Kind tests: a range per kind, subkinds included.
    number_of = {k.name: n for n, k in enumerate(ordered, 1)}
    out.append("inline bool kind_between(RawObject object, int first, int last) {\n"
               "  return object.is_heap() && static_cast<unsigned>(static_cast<int>(object.heap_kind()) - first) <=\n"
               "                                 static_cast<unsigned>(last - first);\n}\n")
    out.append("// is_heap_*: a heap object of this kind or of a subkind (instances of Python subclasses included).")
    for kind in ordered[1:]:
        last = number_of[list(depth_first(kind))[-1].name]
        out.append(f"inline bool is_heap_{snake(kind.name)}(RawObject object) "
                   f"{{ return kind_between(object, {number_of[kind.name]}, {last}); }}")
        out.append(f"inline Raw{kind.name} Raw{kind.name}::cast(RawObject object) {{\n"
                   f"  assert(is_heap_{snake(kind.name)}(object));\n  return Raw{kind.name}(object.raw());\n}}")
    out.append("\nstruct KindInfo {\n  const char* name;\n  bool raw_body;\n  bool weak;\n  bool abstract;\n  uint8_t words;  // declared fields + header\n"
               "  const char* const* fields;\n  LayoutId layout;  // of exact instances; kInternal where Python never sees one\n};\n")
    for kind in ordered:
        names = ", ".join(f'"{f[0]}"' for f in kind.all_fields())
        out.append(f"inline constexpr const char* kFieldsOf{kind.name}[] = {{{names + ', ' if names else ''}nullptr}};")
    out.append("inline constexpr KindInfo kKindInfo[] = {\n    {\"forwarded\", false, false, true, 1, kFieldsOfObject, LayoutId::kInternal},")
    for kind in ordered:
        layout = f"LayoutId::k{camel(kind.type_name)}" if kind.type_name else "LayoutId::kInternal"
        if kind.name in ("LargeInt", "BoxedFloat", "Bytes") or kind.base and kind.base.name == "Str":
            layout = "LayoutId::k" + {"LargeInt": "Int", "BoxedFloat": "Float", "Bytes": "Bytes"}.get(kind.name, "Str")
        if kind.name == "BoundNative":
            layout = "LayoutId::kBuiltinFunctionOrMethod"
        flag = lambda f: "true" if f in kind.flags else "false"
        out.append(f'    {{"{kind.name}", {flag("raw")}, {flag("weak")}, {flag("abstract")}, {1 + len(kind.all_fields())}, '
                   f"kFieldsOf{kind.name}, {layout}}},")
    out.append("};\nstatic_assert(std::size(kKindInfo) == static_cast<size_t>(Kind::kCount));\n")
    out.append("inline const KindInfo& kind_info(Kind kind) { return kKindInfo[static_cast<int>(kind)]; }\n")
    out.append("// The builtin types that have a fixed first layout: (Python name, layout id).\n#define PYRO_BUILTIN_LAYOUTS(V) \\")
    out += [f'  V("{name}", k{camel(name)}) \\' for name in layouts]
    out.append("\n// All kinds but the root.\n#define PYRO_KINDS(V) \\")
    out += [f"  V({k.name}) \\" for k in ordered[1:]]
    out.append("")
    out.append("}  // namespace pyro")
    open(target, "w").write("\n".join(out) + "\n")


main()
