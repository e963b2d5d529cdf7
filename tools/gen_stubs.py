"""Binds Python stub files to C++ functions.

usage: gen_stubs.py OUT.h OUT.cpp STUB.py...

A stub declares builtin functions and types with their Python signatures. A function whose body is `...` (behind an optional
docstring) is native; its C++ name is

    MODULE_function            for functions of a module        (leading underscores of the module's name dropped)
    TYPE_method                for methods of builtins' types
    MODULE_TYPE_method         for methods of other modules' types
    ..._get, ..._set, ..._delete   for @property, @x.setter, @x.deleter

Everything else in a stub is Python and runs when the module is made. Stubs in a folder named `builtins` all belong to the
module builtins; elsewhere the file's name is the module's, behind that of its package
for files in a folder of modules/.

Class keywords: kind="Deque" (format of instances), final=True, hidden=True, no_instances=True, has_dict=True,
weakrefs=True (instances may be weakly referenced; for builtins see runtime/bootstrap.cpp),
type_name="types.UnionType". `x = member("field", readonly=True)` shows a field. `__hash__ = None` is understood.
A default of `...` means "absent if omitted". `__initialize__ = True` at module level asks for the C++ function MODULE_initialize.
@signature("(x, /)") is what inspect.signature shows of a native that binds its arguments itself.
"""

import ast
import re
import struct
import sys

UNBOUND, NONE = 6 << 8 | 5, 5
SLOTS = """repr str hash bool getattribute getattr setattr delattr get set delete call lt le eq ne gt ge iter next len add sub
mul matmul truediv floordiv mod divmod pow lshift rshift and xor or radd rsub rmul rmatmul rtruediv rfloordiv rmod rdivmod rpow
rlshift rrshift rand rxor ror iadd isub imul imatmul itruediv ifloordiv imod ipow ilshift irshift iand ixor ior neg pos abs
invert int float index setitem delitem getitem contains init del await aiter anext""".split()
# The few special methods that CPython shows as methods, not as wrappers of slots.
METHODS_BESIDE_SLOTS = {"list.__getitem__", "dict.__getitem__", "dict.__contains__", "set.__contains__", "frozenset.__contains__"}
SLOT_NAMES = {f"__{name}__" for name in SLOTS}


def fail(path, node, text):
    sys.exit(f"{path}:{node.lineno}: {text}")


def c_string(text):
    if text is None:
        return "nullptr"
    out = "".join(c if 32 <= ord(c) < 127 and c not in '"\\?' else
                  "\\n" if c == "\n" else "".join(f"\\{b:03o}" for b in c.encode()) for c in text)
    return f'"{out}"'


def raw_string(text):
    chunks = [text[i:i + 8000] for i in range(0, len(text), 8000)]
    return "\n".join(c_string(chunk) for chunk in chunks)


def immediate(path, node):
    """The raw word of a default value, or None if it has to be absent."""
    if isinstance(node, ast.Constant) and node.value is Ellipsis:
        return UNBOUND
    try:
        value = ast.literal_eval(node)
    except ValueError:
        fail(path, node, "a default must be a literal; use ... and handle the absence in C++")
    singles = {None: 0, False: 1, True: 2}
    if value is None or isinstance(value, bool):
        return singles[value] << 8 | 5
    if isinstance(value, int):
        return value << 1 & (1 << 64) - 1
    if isinstance(value, float):
        bits = struct.unpack("<Q", struct.pack("<d", value))[0]
        if bits << 1 & (1 << 64) - 1 == 0:
            return bits >> 63 << 2 | 3
        biased = bits + (1 << 60)
        rotated = (biased << 3 | biased >> 61) & (1 << 64) - 1
        if rotated & 3 == 2 and rotated > 7:
            return rotated | 1
    if isinstance(value, (str, bytes)):
        data = value if isinstance(value, bytes) else value.encode()
        if len(data) <= 7 and (isinstance(value, bytes) or value.isascii()):
            return int.from_bytes(data, "little") << 8 | len(data) << 5 | (0x0D if isinstance(value, str) else 0x15)
    fail(path, node, "this default is not an immediate value; use ...")


def is_native(function):
    body = function.body
    if ast.get_docstring(function, clean=False) is not None:
        body = body[1:]
    return (not body or len(body) == 1 and isinstance(body[0], ast.Expr) and isinstance(body[0].value, ast.Constant)
            and body[0].value.value is Ellipsis)


def decorators(function):
    return [ast.unparse(d) for d in function.decorator_list]


class Stub:
    def __init__(self, path):
        self.path = path
        parts = path.replace("\\", "/").split("/")
        self.module = "builtins" if parts[-2] == "builtins" else parts[-1][:-3]
        if parts[-3] == "modules":
            self.module = f"{parts[-2]}.{self.module}"
        self.prefix = self.module.lstrip("_").replace(".", "_")
        self.functions, self.types, self.python, self.constants = [], [], [], []
        self.initialize = False
        self.tree = ast.parse(open(path).read(), path)
        self.doc = ast.get_docstring(self.tree)
        for node in self.tree.body[1 if self.doc is not None else 0:]:
            self.statement(node)

    def statement(self, node):
        if isinstance(node, ast.FunctionDef) and is_native(node):
            symbol = f"{self.prefix}_{node.name}"
            shown = node.name if self.module == "builtins" else f"{self.module}.{node.name}"
            self.functions.append(self.definition(node, symbol, shown, "kFunction"))
        elif isinstance(node, ast.ClassDef) and self.is_native_class(node):
            self.native_class(node)
        elif isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__initialize__":
            self.initialize = True
        else:
            self.python.append(node)

    def is_native_class(self, node):
        if any(k.arg in ("kind", "hidden", "type_name", "final", "no_instances", "native") for k in node.keywords):
            return True
        return any(isinstance(n, ast.FunctionDef) and is_native(n) for n in node.body)

    def native_class(self, node):
        keywords = {k.arg: ast.literal_eval(k.value) for k in node.keywords}
        cls = {"name": keywords.pop("type_name", node.name), "base": ast.unparse(node.bases[0]) if node.bases else "object",
               "kind": keywords.pop("kind", None), "methods": [], "members": [], "unhashable": False,
               "doc": ast.get_docstring(node)}
        for flag in ("final", "hidden", "no_instances", "has_dict", "native", "weakrefs"):
            cls[flag] = keywords.pop(flag, False)
        if keywords:
            fail(self.path, node, f"unknown class keywords {sorted(keywords)}")
        if node.name == "object" and self.module == "builtins":
            cls["base"] = None
        short = cls["name"].rpartition(".")[2]
        prefix = node.name if self.module == "builtins" else f"{self.prefix}_{node.name}"
        rest = []
        for item in node.body[1 if cls["doc"] is not None else 0:]:
            if isinstance(item, ast.FunctionDef) and is_native(item):
                cls["methods"].append(self.method(item, prefix, short))
            elif (isinstance(item, ast.Assign) and isinstance(item.value, ast.Call)
                  and ast.unparse(item.value.func) == "member"):
                readonly = any(k.arg == "readonly" and k.value.value for k in item.value.keywords)
                cls["members"].append((item.targets[0].id, item.value.args[0].value, readonly))
            elif isinstance(item, ast.Assign) and ast.unparse(item) == "__hash__ = None":
                cls["unhashable"] = True
            elif not isinstance(item, ast.Pass) and not (isinstance(item, ast.Expr) and isinstance(item.value, ast.Constant)):
                rest.append(item)
        if rest:
            meta = ast.keyword("metaclass", ast.Name("__stub_extend__", ast.Load()))
            self.python.append(ast.ClassDef(cls["name"].rpartition(".")[2], [], [meta], rest, [], lineno=node.lineno, col_offset=0))
            if cls["hidden"] or self.module == "builtins" and "." in cls["name"]:
                self.python.append(ast.parse(f"del {short}").body[0])
        self.types.append(cls)

    def method(self, node, prefix, class_name):
        marks = decorators(node)
        symbol, role = f"{prefix}_{node.name}", "kMethod"
        if "staticmethod" in marks:
            role = "kStaticMethod"
        if "classmethod" in marks:
            role = "kClassMethod"
        if node.name == "__new__":
            role = "kNew"
        for mark in marks:
            if mark == "property":
                symbol, role = symbol + "_get", "kGetter"
            elif mark.endswith(".setter"):
                symbol, role = symbol + "_set", "kSetter"
            elif mark.endswith(".deleter"):
                symbol, role = symbol + "_delete", "kDeleter"
        if role == "kMethod" and node.name in SLOT_NAMES and f"{class_name}.{node.name}" not in METHODS_BESIDE_SLOTS:
            role = "kSlotWrapper"
        return self.definition(node, symbol, f"{class_name}.{node.name}", role)

    def definition(self, node, symbol, qualified, role):
        args = node.args
        positional = args.posonlyargs + args.args
        defaults = [None] * (len(positional) - len(args.defaults)) + args.defaults
        parameters = []
        for arg, default in list(zip(positional, defaults)) + list(zip(args.kwonlyargs, args.kw_defaults)):
            parameters.append((arg.arg, UNBOUND if default is None else immediate(self.path, default), default is None))
        receiver = role not in ("kFunction", "kStaticMethod")
        style = self.style(node.name, args, positional, defaults, receiver, role)
        extra = [a.arg for a in (args.vararg, args.kwarg) if a]
        return {"name": node.name, "qualified": qualified, "symbol": symbol, "parameters": parameters, "extra": extra,
                "counts": (len(args.posonlyargs), len(positional), len(args.kwonlyargs)), "varargs": bool(args.vararg),
                "varkeywords": bool(args.kwarg), "style": style, "role": role, "doc": ast.get_docstring(node),
                "signature": self.given_signature(node) or self.text_signature(args, positional, receiver)}

    @staticmethod
    def given_signature(node):
        for decorator in node.decorator_list:
            if isinstance(decorator, ast.Call) and ast.unparse(decorator.func) == "signature":
                return decorator.args[0].value
        return None

    @staticmethod
    def style(name, args, positional, defaults, receiver, role):
        own = len(positional) - (1 if receiver else 0)
        if role == "kSlotWrapper" and name != "__init__":
            return "kSlot"
        if len(args.posonlyargs) < len(positional) or args.kwonlyargs or args.kwarg:
            return "kKeywords"
        constructor = name in ("__init__", "__new__")
        if own == 0 and not args.vararg and not constructor:
            return "kNoArguments"
        if own == 1 and not constructor and defaults[-1] is None and not args.vararg:
            return "kOneArgument"
        return "kPositional"

    @staticmethod
    def text_signature(args, positional, receiver):
        if any(isinstance(d, ast.Constant) and d.value is Ellipsis for d in args.defaults + args.kw_defaults):
            return None
        copy = ast.arguments(**{f: getattr(args, f) for f in args._fields})
        text = ast.unparse(copy)
        if receiver:
            text = "$" + text
        return f"({text})"


def parameter_array(definition):
    items = [f"{{{c_string(n)}, {w:#x}u, {'true' if r else 'false'}}}" for n, w, r in definition["parameters"]]
    items += [f"{{{c_string(n)}, {UNBOUND:#x}u, false}}" for n in definition["extra"]]
    return "{" + ", ".join(items) + "}" if items else None


def emit_definitions(name, definitions, out):
    for number, d in enumerate(definitions):
        array = parameter_array(d)
        if array:
            out.append(f"constexpr ParameterDefinition {name}_parameters_{number}[] = {array};")
    if not definitions:
        return "nullptr"
    out.append(f"constexpr NativeDefinition {name}[] = {{")
    for number, d in enumerate(definitions):
        a, b, c = d["counts"]
        bools = f"{str(d['varargs']).lower()}, {str(d['varkeywords']).lower()}"
        parameters = f"{name}_parameters_{number}" if d["parameters"] or d["extra"] else "nullptr"
        out.append(f"    {{{c_string(d['name'])}, {c_string(d['qualified'])}, natives::{d['symbol']}, {parameters}, {a}, {b}, {c}, "
                   f"{bools}, CallStyle::{d['style']}, NativeRole::{d['role']}, {c_string(d['signature'])}, {c_string(d['doc'])}}},")
    out.append("};")
    return name


def camel(type_name):
    return "".join(part[:1].upper() + part[1:] for part in re.split(r"[._\-]", type_name))


def emit_type(ident, module, cls, fixed, kinds, out):
    methods = emit_definitions(f"{ident}_methods", cls["methods"], out)
    full = cls["name"]
    layout = f"LayoutId::k{camel(full)}" if full in fixed else "LayoutId::kInvalid"
    kind = cls["kind"] or fixed.get(full)
    members = "nullptr"
    if cls["members"]:
        members = f"{ident}_members"
        if kind is None:
            sys.exit(f"{full}: member() needs a kind")
        rows = ", ".join(f"{{{c_string(n)}, Raw{kind}::k{camel(f)}Index, {str(r).lower()}}}" for n, f, r in cls["members"])
        out.append(f"constexpr NativeMember {members}[] = {{{rows}}};")
    flags = ", ".join(str(bool(cls[f])).lower() for f in ("final", "hidden", "no_instances", "unhashable", "has_dict", "weakrefs"))
    base = c_string(cls["base"])
    return (f"    {{{c_string(full)}, {base}, {layout}, {'Kind::k' + kind if kind else 'Kind::kForwarded'}, {flags}, "
            f"{c_string(cls['doc'])}, {methods}, {len(cls['methods'])}, {members}, {len(cls['members'])}}},")


def read_fixed_types(layouts_def):
    """Python type name -> kind, for types with fixed layouts; immediates have no kind of their own."""
    fixed = {}
    for line in open(layouts_def):
        words = line.partition("#")[0].split()
        if words[:1] in (["singleton"], ["immediate"]):
            fixed.update({name: None for name in words[1:]})
        for word in words:
            if word.startswith("type="):
                fixed[word[5:]] = words[1]
    fixed.update({"int": "UserInt", "float": "UserFloat", "complex": "UserComplex", "str": "UserStr", "bytes": "UserBytes",
                  "tuple": "UserTuple", "NotImplementedType": None})
    return fixed


def main():
    layouts_def, header, source, *paths = sys.argv[1:]
    fixed = read_fixed_types(layouts_def)
    stubs = [Stub(path) for path in sorted(paths)]
    modules = {}
    for stub in stubs:
        if stub.module in modules:
            merged = modules[stub.module]
            merged.functions += stub.functions
            merged.types += stub.types
            merged.python += stub.python
            merged.initialize |= stub.initialize
        else:
            modules[stub.module] = stub
    declarations, out, rows = [], [], []
    for module in modules.values():
        all_definitions = module.functions + [m for t in module.types for m in t["methods"]]
        for d in all_definitions:
            declarations.append(f"PYRO_NATIVE RawObject {d['symbol']}(Thread* thread, Arguments arguments);")
        if module.initialize:
            declarations.append(f"PYRO_NATIVE RawObject {module.prefix}_initialize(Thread* thread, Arguments arguments);")
        ident = "module_" + module.module.replace(".", "_")
        functions = emit_definitions(f"{ident}_functions", module.functions, out)
        types = [emit_type(f"{ident}_type_{n}", module, t, fixed, None, out) for n, t in enumerate(module.types)]
        if types:
            out += [f"constexpr NativeTypeDefinition {ident}_types[] = {{"] + types + ["};"]
        python = "nullptr"
        if module.python:
            tree = ast.fix_missing_locations(ast.Module(module.python, []))
            python = f"{ident}_python"
            out.append(f"constexpr char {python}[] =\n{raw_string(ast.unparse(tree) + chr(10))};")
        initialize = f"natives::{module.prefix}_initialize" if module.initialize else "nullptr"
        rows.append(f"    {{{c_string(module.module)}, {c_string(module.doc)}, {functions}, {len(module.functions)}, "
                    f"{ident + '_types' if types else 'nullptr'}, {len(types)}, {initialize}, {python}}},")
    note = "// Generated from the stub files under lib-python/ by tools/gen_stubs.py. Do not edit.\n"
    open(header, "w").write(note + '#pragma once\n\n#include "runtime/native.h"\n\n// Weak: a native that is declared and not '
                            "written raises NotImplementedError; a test names those.\n#define PYRO_NATIVE [[gnu::weak]]\n\n"
                            "namespace pyro::natives {\n\n" + "\n".join(declarations) + "\n\n}  // namespace pyro::natives\n")
    open(source, "w").write(note + '#include "lib-python/natives.h"\n#include "lib-python/native_modules.h"\n\nnamespace pyro {\nnamespace {\n\n'
                            + "\n".join(out) + "\n\nconstexpr NativeModuleDefinition kModules[] = {\n" + "\n".join(rows)
                            + "\n};\n\n}  // namespace\n\nstd::span<const NativeModuleDefinition> native_modules() { return kModules; }\n\n}  // namespace pyro\n")


main()
