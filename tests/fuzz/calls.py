"""Random calls of everything that the builtin types and functions offer, found by looking at the reference.

The generator runs under the reference, so `dir` and `inspect.signature` tell it names and parameters. Arguments suit the parameter most of
the time; otherwise they are of the receiver's kind, odd, too many, too few, or passed by keyword.
"""

import builtins
import inspect
import pathlib

import odd_values

# Left out: what depends on addresses, sizes, hash seeds, the process, or the set of all classes, and what reads or ends things.
SKIPPED_METHODS = {"__sizeof__", "__dir__", "__subclasses__", "__doc__", "__class__", "__getstate__", "__subclasshook__", "__init_subclass__"}
SKIPPED_ATTRIBUTES = SKIPPED_METHODS | {"__hash__", "__reduce__", "__reduce_ex__", "__builtins__", "__globals__", "__traceback__", "__code__", "gi_code", "cr_code"}
SKIPPED_FUNCTIONS = {
    "id", "input", "open", "print", "exit", "quit", "help", "copyright", "credits", "license", "breakpoint", "__import__", "exec", "eval", "compile", "globals", "locals", "vars", "dir",
    "__debug__", "__doc__", "__loader__", "__name__", "__package__", "__spec__", "__build_class__", "hash",
}  # fmt: skip
# Here the reference's answer is open: a hash derived from an address or a seed, or which entry counts as the last.
NUMERIC_HASH = {"int", "bool", "float", "complex"}

KEYWORDS = ["key", "default", "sep", "encoding", "errors", "base", "start", "x", "maxsplit", "reverse", "tabsize", "keepends", "byteorder", "signed", "strict", "count", "self", "source", "object"]


def receivers(generator):
    g = generator
    return {
        "int": g.integer, "bool": g.boolean, "float": g.floating, "complex": g.complex_number, "str": g.text, "bytes": g.bytes_, "bytearray": g.bytearray_,
        "list": g.list_, "tuple": g.tuple_, "dict": g.dict_, "range": g.range_, "set": lambda: g.pick(["set()", "{1}", "{'x'}", "{2.5}"]),
        "frozenset": lambda: f"frozenset({g.pick(['()', '[1]', repr('x')])})", "slice": lambda: g.pick(["slice(1, 2)", "slice(None)", "slice('a', 2.5, None)", "slice(5, -1, -2)"]),
        "memoryview": lambda: g.pick([text for text in odd_values.VIEWS if text.startswith("memoryview")]),
    }  # fmt: skip


# Kinds of objects that are receivers only; each maps to the texts that make one.
SPECIAL_RECEIVERS = (
    *odd_values.ITERATORS,
    *odd_values.SINGLES,
    *odd_values.OBJECTS,
    *odd_values.VIEWS,
)


class Calls(odd_values.OddValues):
    def __init__(self, random):
        super().__init__(random)
        self.receivers = receivers(self)
        self.special = {}
        self.namespace = {"__name__": "__main__"}
        exec(pathlib.Path(__file__).with_name("expression_prelude.py").read_text(encoding="utf-8"), self.namespace)
        self.methods = {name: self.names_of(getattr(builtins, name)) for name in self.receivers}
        self.functions = [name for name in dir(builtins) if name not in SKIPPED_FUNCTIONS and callable(getattr(builtins, name))]
        self.plain_functions = [name for name in self.functions if name[0].islower()]

    @staticmethod
    def names_of(kind):
        return [name for name in dir(kind) if name not in SKIPPED_METHODS and (name != "__hash__" or kind.__name__ in NUMERIC_HASH)]

    def parameters_of(self, function):
        """Names of the parameters without the receiver, or None if the reference does not tell."""
        try:
            return [name for name, parameter in inspect.signature(function).parameters.items() if name not in ("self", "args", "kwargs")]
        except (ValueError, TypeError):
            return None

    def suited(self, name, kind):
        """A value for a parameter of this name, for a receiver of this kind."""
        own = self.receivers.get(kind, self.anything)
        byname = {
            "encoding": lambda: self.pick(["'utf-8'", "'ascii'", "'latin-1'", "'utf-16-le'", "'utf-8-sig'", "'no-such'"]), "errors": lambda: self.pick(["'strict'", "'ignore'", "'replace'", "'backslashreplace'", "'surrogateescape'"]),
            "maxsplit": self.size, "count": self.size, "width": self.size, "tabsize": self.size, "index": self.size, "ndigits": self.size, "length": self.small, "start": self.size, "stop": self.size,
            "byteorder": lambda: self.pick(["'big'", "'little'"]), "format_spec": lambda: self.pick(["''", "'5'", "'>8'", "'.2f'", "'x'", "','"]), "keepends": self.boolean, "iterable": self.list_, "format": lambda: self.pick(["'B'", "'h'", "'d'"]),
            "key": self.anything, "value": self.anything, "object": self.anything, "default": self.anything,
        }.get(name, own)  # fmt: skip
        return self.pick([byname, byname, byname, own, self.anything, self.argument])()

    def arguments(self, parameters, kind):
        if parameters is None:
            parameters = ["?"] * self.pick([0, 1, 1, 1, 2, 2, 3])
        wanted = len(parameters) if self.random.random() < 0.5 else self.random.randrange(len(parameters) + 1)
        if self.random.random() < 0.06:
            wanted += self.pick([1, 2])
        elif self.random.random() < 0.04:
            wanted = 0
        result = [self.suited(parameters[index] if index < len(parameters) else "?", kind) for index in range(wanted)]
        if self.random.random() < 0.08:
            result.append(f"{self.pick([*parameters, *KEYWORDS])}={self.anything()}".replace("?=", "unknown="))
        if result and self.random.random() < 0.02:
            result[-1] = self.pick(["*", "**"]) + self.anything()
        return ", ".join(result)

    # Each of the following makes one kind of call.

    def method(self):
        kind = self.pick(list(self.receivers))
        name = self.pick(self.methods[kind])
        attribute = getattr(getattr(builtins, kind), name)
        receiver = f"({self.receivers[kind]()})"
        if not callable(attribute):
            return f"{receiver}.{name}"
        if self.random.random() < 0.04:
            return self.pick([f"{receiver}.{name}", f"{kind}.{name}"])
        arguments = self.arguments(self.parameters_of(attribute), kind)
        if self.random.random() < 0.08:
            receiver = f"({self.pick([self.anything, self.odd])()})" if self.random.random() < 0.5 else receiver
            return f"{kind}.{name}({', '.join(filter(None, [receiver, arguments]))})"
        if self.random.random() < 0.25 and kind in ("list", "dict", "set", "bytearray"):
            return f"(lambda x: [x.{name}({arguments}), x])({receiver})"
        return f"{receiver}.{name}({arguments})"

    def special_method(self):
        receiver = self.pick(SPECIAL_RECEIVERS)
        names, value = self.special_names(receiver)
        name = self.pick(names)
        if not callable(getattr(value, name, None)) or self.random.random() < 0.04:
            return f"({receiver}).{name}"
        arguments = self.arguments(self.parameters_of(getattr(value, name)), "anything")
        if self.random.random() < 0.3:
            return f"(lambda x: [x.{name}({arguments}), x])({receiver})"
        return f"({receiver}).{name}({arguments})"

    def special_names(self, receiver):
        """The attributes of such an object as the reference has them, and the object."""
        if receiver not in self.special:
            value = eval(receiver, self.namespace)
            self.special[receiver] = ([name for name in sorted(dir(value)) if name not in SKIPPED_ATTRIBUTES], value)
        return self.special[receiver]

    def function(self):
        name = self.pick(self.plain_functions if self.random.random() < 0.85 else self.functions)
        function = getattr(builtins, name)
        kind = self.pick(list(self.receivers))
        return f"{name}({self.arguments(self.parameters_of(function), kind)})"

    def operator(self):
        operators = ["+", "-", "*", "//", "%", "/", "&", "|", "^", "@", "<", "<=", "==", "!=", ">", ">=", "in", "not in", "is not", "<<", ">>", "**"]
        choice = self.pick(operators)
        if choice in ("<<", "**", ">>"):
            return f"{self.pick([self.small, self.odd])()} {choice} {self.pick([self.small, self.odd])()}"
        left, right = self.odd(), self.pick([self.odd, self.argument])()
        if self.random.random() < 0.5:
            left, right = right, left
        return f"({left}) {choice} ({right})"

    def in_place(self):
        operators = ["+=", "-=", "*=", "|=", "&=", "^=", "//=", "%=", "@=", "/="]
        start = self.pick([self.odd, self.list_, self.dict_, self.text])()
        return f"in_place({self.pick(operators)!r}, {start}, {self.pick([self.odd, self.argument])()})"

    def unary(self):
        return f"{self.pick(['-', '+', '~', 'not '])}({self.pick([self.odd, self.argument])()})"

    def subscript(self):
        target = self.pick([self.odd, self.odd, self.argument])()
        key = self.pick([self.odd, self.size, self.slice_, self.argument])()
        return self.pick([f"({target})[{key}]", f"(lambda x: [x.__setitem__({self.argument()}, {self.odd()}), x])({target})", f"change({target}, lambda x: operator.delitem(x, {self.anything()}))"])

    def protocol(self):
        """What the language does with an object: calls it, iterates, unpacks, formats, enters it, raises it, sets its attributes."""
        value = self.pick([self.odd, self.odd, self.argument])()
        return self.pick(
            [
                f"({value})({self.pick(['', self.anything(), 'a=1', '*' + self.anything(), '**' + self.anything()])})", f"[*{value}]", f"{{**{value}}}", f"(lambda a, b, *c: (a, b, c))(*{value})", f"[x for x in {value}]",
                f"f'{{{value}!s:>8}}'" if "'" not in value and "\\" not in value and "{" not in value else f"str({value})", f"format({value}, {self.pick(['', '>8', '.2f', 'd', 'x', 's', '%'])!r})", f"execute('with value: pass', {value})", f"execute('raise value', {value})",
                f"execute('raise ValueError(1) from value', {value})", f"execute('a, b = value; result = [a, b]', {value})", f"execute('value.attribute = 5; result = value.attribute', {value})", f"execute('del value.attribute', {value})", f"execute('del value[0]; result = value', {value})",
                f"execute('class C(value): pass', {value})", f"execute('class C(metaclass=value): pass', {value})", f"execute('try: 1 / 0\\nexcept value: result = 1', {value})", f"execute('match value:\\n case [a, *b]: result = a, b\\n case {{\"k\": v}}: result = v\\n case int() | str(): result = 0', {value})",
                f"execute('for result in value: pass', {value})", f"execute('import value', {value})", f"execute('def f(): yield from value\\nresult = list(f())', {value})", f"execute('async def f(): await value\\nf().send(None)', {value})", f"execute('match 5:\\n case value(a): result = 1', {value})",
                f"execute('assert value, value', {value})", f"execute('while value: result = 1; break', {value})", f"isinstance({self.anything()}, {value})", f"issubclass({self.pick(['int', 'Plain', value])}, {value})", f"'%s %r' % {value}", f"'%d' % {value}", f"'%(k)s' % {value}",
                f"type({value}).__name__", f"type({value}).__mro__", f"callable({value})", f"getattr({value}, {self.pick(['__name__', '__qualname__', '__module__', '__self__', 'real', 'missing', '__wrapped__', '__dict__', 'args', '__text_signature__'])!r})", f"setattr({value}, {self.pick(['x', '__class__', '__name__', '__dict__', '__doc__'])!r}, {self.anything()})",
            ]
        )  # fmt: skip

    def call(self):
        return self.pick([self.method, self.method, self.method, self.method, self.special_method, self.special_method, self.function, self.function, self.operator, self.in_place, self.unary, self.subscript, self.protocol, self.protocol])()
