"""Odd objects: what no literal gives, by the names that expression_prelude.py defines.

Sets among them have one item at most: the order of more is open.
"""

import values

OBJECTS = [
    "Plain()", "Index()", "NegativeIndex()", "BadIndex()", "Floating()", "BadFloat()", "Complex()", "Truncated()", "BadBool()", "BadText()", "Texts()",
    "Iterable()", "BadIterable()", "Items()", "BadLength()", "HugeLength()", "Mapping()", "Raising()", "Reflected()", "Refusing()", "IntChild(5)", "IntChild()",
    "FloatChild(2.5)", "StrChild('child')", "BytesChild(b'child')", "ListChild([1, 2])", "TupleChild((1, 2))", "DictChild(a=1)", "Slotted()", "Point(1, 2)", "Described()",
]  # fmt: skip
ITERATORS = [
    "iter([1, 2, 3])", "iter('ab')", "iter('é€')", "iter(b'ab')", "iter((1, 2))", "iter({'k': 1})", "iter({1})", "iter(range(3))", "iter(range(2**70, 2**70 + 3))", "iter(int, 0)",
    "reversed([1, 2])", "reversed({'k': 1})", "enumerate('ab')", "zip('ab', [1, 2])", "map(str, [1, 2])", "filter(None, [0, 1])", "make_generator()", "make_generator(0)",
    "itertools.chain('ab', [1])", "itertools.repeat('x', 2)", "reversed(range(4))", "iter(Items())", "(x for x in 'ab')", "itertools.islice('abcd', 1, 3)",
]  # fmt: skip
VIEWS = [
    "memoryview(b'abcd')", "memoryview(bytearray(b'abcd'))", "memoryview(b'abcdefgh').cast('I')", "memoryview(b'abcdefgh').cast('h')", "memoryview(bytearray(8)).cast('d')",
    "memoryview(b'abcdef').cast('B', (2, 3))", "memoryview(b'abcdef')[::2]", "memoryview(b'')", "memoryview(array.array('i', [1, -2]))", "memoryview(b'ab').cast('c')", "memoryview(b'\\x00\\x01').cast('?')",
    "{'k': 1}.keys()", "{'k': 1}.values()", "{'k': 1}.items()", "types.MappingProxyType({'k': 1})", "array.array('i', [1, 2, 3])", "array.array('d', [0.5])", "array.array('u', 'ab')",
    "collections.deque([1, 2], 3)", "collections.OrderedDict(a=1)", "collections.Counter('aab')", "collections.defaultdict(list, a=[1])",
]  # fmt: skip
SINGLES = [
    "None", "...", "NotImplemented", "function", "exact", "len", "lambda: 1", "[].append", "Described().method", "Described.of_class", "str.upper", "int.__add__", "(5).__add__", "int", "str", "object",
    "type", "list", "Plain", "Described", "ValueError", "ValueError('v', 2)", "KeyError('k')", "OSError(2, 'text', 'file')", "StopIteration(5)", "error(TypeError, 't')", "ExceptionGroup('g', [ValueError(1)])",
    "slice(1, 2)", "slice(None)", "slice('a', 2.5, None)", "range(5)", "range(0)", "range(10, 0, -3)", "list[int]", "int | None", "property(len)", "staticmethod(len)", "classmethod(len)", "super(Described, Described())",
    "types.SimpleNamespace(a=1)", "make_cell()", "set()", "{1}", "frozenset()", "frozenset({'x'})", "{}", "[]", "()", "''", "b''", "bytearray()", "object()", "Described.computed", "Slotted.one",
    "functools.partial(function, 1, key=2)", "operator.itemgetter(1)", "re.compile('a(b)?')", "fractions.Fraction(3, 4)", "datetime.date(2020, 2, 29)", "datetime.timedelta(1, 2, 3)", "io.StringIO('text')", "io.BytesIO(b'bytes')",
]  # fmt: skip
SURROGATES = ["'\\ud800'", "'a\\udfffb'", "'\\udc80\\udcff'", "'\\ud83d\\ude00'"]


class OddValues(values.Values):
    def odd(self):
        return self.pick(self.pick([OBJECTS, ITERATORS, VIEWS, SINGLES, SINGLES, SURROGATES]))

    def anything(self):
        """An argument for a call about which nothing is known; harmless where a size is expected."""
        return self.odd() if self.random.random() < 0.4 else self.argument()
