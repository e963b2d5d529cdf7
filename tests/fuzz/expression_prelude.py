"""What every batch of expressions starts with: how results are printed, and odd objects to work on.

Never imported: expressions.py puts this text in front of its expressions. Functions named `make_...` give fresh objects, so that no
expression sees what another one did.
"""

import array, base64, binascii, bisect, cmath, codecs, collections, copy, datetime, fractions, functools, heapq, hashlib  # noqa: E401
import io, itertools, json, math, operator, random, re, statistics, string, struct, sys, textwrap, time, types, unicodedata, zlib  # noqa: E401
import warnings

warnings.simplefilter("ignore")
sys.set_int_max_str_digits(0)
address = re.compile(r" [at@]+ 0x[0-9a-f]+")
iterator_methods = ("__next__", "__iter__")


def masked(text):
    """Without addresses; and CPython has an iterator type of its own for ASCII strs."""
    return address.sub(" at 0x", ascii(text)[1:-1]).replace("str_ascii_iterator", "str_iterator")


def text(value, depth=0):
    """The result for comparison: type and repr; items of iterators and containers whose order is open are sorted or drained."""
    kind = type(value)
    if kind in (set, frozenset):
        return kind.__name__ + "(" + ", ".join(sorted(text(item, depth + 1) for item in value)) + ")"
    if kind is memoryview:
        return f"memoryview {value.format} {value.shape} {value.readonly} {value.tobytes()!r}"
    if kind in (tuple, list) and depth < 4 and any(type(item) in (set, frozenset, tuple, list) for item in value):
        return kind.__name__ + "(" + ", ".join(text(item, depth + 1) for item in value[:50]) + ")"
    result = masked(repr(value))
    if kind.__module__ != "__main__" and all(hasattr(kind, name) for name in iterator_methods) and depth < 2 and not isinstance(value, io.IOBase):
        result += " items " + drained(value, depth)
    elif kind.__module__ != "builtins":
        result = kind.__name__ + " " + result
    return result if len(result) < 2000 else result[:1000] + f"... {len(result)}"


def drained(iterator, depth):
    items = []
    try:
        for item in itertools.islice(iterator, 8):
            items.append(text(item, depth + 1))
    except Exception as error:
        items.append(error_text(error))
    return "[" + ", ".join(items) + "]"


def error_text(error):
    result = f"{type(error).__name__}: {masked(str(error))}"
    chained = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return result if chained is None else result + f" <- {error_text(chained)}"


# Words of error texts that docs/incompatibilities.md says differ in "Error texts".
SAME_WORDS = [
    (re.compile(pattern), words)
    for pattern, words in [
        (r"^(RecursionError: maximum recursion depth exceeded).*", r"\1"),
        (r"object doesn't support item deletion", "object does not support item deletion"),
        (r"attribute '\w+' of '[\w.]+' objects is not writable", "readonly attribute"),
        (r"sequence index must be integer, not '([\w.]+)'", r"'\1' object cannot be interpreted as an integer"),
        (r"\b(Int|Float|Str|Bytes)Child\b", lambda found: found[1].lower()),
    ]
]


def with_same_words(error):
    for pattern, words in SAME_WORDS:
        error = pattern.sub(words, error)
    return error


def show(index, function):
    try:
        result = text(function())
    except Exception as error:
        result = with_same_words(error_text(error))
    except (SystemExit, KeyboardInterrupt, GeneratorExit) as error:
        result = f"{type(error).__name__}"
    print(index, result, flush=True)


class Plain:
    pass


class Index:
    def __index__(self):
        return 3


class NegativeIndex:
    def __index__(self):
        return -2


class BadIndex:
    def __index__(self):
        return "three"


class Floating:
    def __float__(self):
        return 2.5


class BadFloat:
    def __float__(self):
        return "2.5"


class Complex:
    def __complex__(self):
        return 1 + 2j


class Truncated:
    def __trunc__(self):
        return 7

    def __bool__(self):
        return False


class BadBool:
    def __bool__(self):
        return 2


class BadText:
    def __repr__(self):
        return 5

    __str__ = __format__ = __bytes__ = __hash__ = __repr__


class Texts:
    def __repr__(self):
        return "<repr>"

    def __str__(self):
        return "str"

    def __format__(self, specification):
        return f"format({specification})"

    def __bytes__(self):
        return b"bytes"


class Iterable:
    def __iter__(self):
        return iter((1, 2, 3))


class BadIterable:
    def __iter__(self):
        return 5


class Items:
    """A sequence by the old protocol."""

    def __len__(self):
        return 3

    def __getitem__(self, index):
        if index >= 3:
            raise IndexError(index)
        return index * 10


class BadLength:
    def __len__(self):
        return -1

    def __iter__(self):
        return iter("ab")


class HugeLength:
    def __len__(self):
        return 2**70

    def __length_hint__(self):
        return "hint"

    def __iter__(self):
        return iter("ab")


class Mapping:
    def keys(self):
        return ["a", "b"]

    def __getitem__(self, key):
        return key * 2


class Raising:
    """Every operation on it raises."""

    def fail(self, *arguments):
        raise ValueError("raised on purpose")

    __len__ = __iter__ = __getitem__ = __index__ = __int__ = __float__ = __bool__ = __str__ = __hash__ = __eq__ = __lt__ = __add__ = __radd__ = fail
    __contains__ = __call__ = __format__ = __setitem__ = __delitem__ = __mul__ = __rmul__ = __mod__ = __rmod__ = __neg__ = __bytes__ = __complex__ = fail


def reflected_class():
    def operation(name):
        return lambda self, *others: (name, *(type(other).__name__ for other in others))

    names = "add sub mul matmul truediv floordiv mod divmod pow lshift rshift and or xor".split()
    dunders = [f"__{prefix}{name}__" for name in names for prefix in ("", "r")] + "__lt__ __le__ __gt__ __ge__ __eq__ __ne__ __neg__ __pos__ __invert__ __abs__".split()
    return type("Reflected", (), {name: operation(name) for name in dunders})


def refusing_class():
    names = "add radd sub rsub mul rmul truediv rtruediv mod rmod lt le gt ge eq ne iadd imul or ror and rand".split()
    return type("Refusing", (), {f"__{name}__": lambda self, other: NotImplemented for name in names})


Reflected = reflected_class()
Refusing = refusing_class()
IntChild = type("IntChild", (int,), {})
FloatChild = type("FloatChild", (float,), {})
StrChild = type("StrChild", (str,), {})
BytesChild = type("BytesChild", (bytes,), {})
ListChild = type("ListChild", (list,), {})
TupleChild = type("TupleChild", (tuple,), {})
DictChild = type("DictChild", (dict,), {"__missing__": lambda self, key: ("missing", key)})
Slotted = type("Slotted", (), {"__slots__": ("one", "two")})
Point = collections.namedtuple("Point", "x y")


class Descriptor:
    def __get__(self, instance, owner=None):
        return ("get", instance is None)

    def __set__(self, instance, value):
        raise AttributeError("read only on purpose")


class Described:
    attribute = Descriptor()

    @property
    def computed(self):
        return 5

    @classmethod
    def of_class(cls, *arguments, **keywords):
        return cls.__name__, arguments, keywords

    @staticmethod
    def static(a, b=2, /, c=3, *, d=4):
        return a, b, c, d

    def method(self, first, *rest, key=None):
        return first, rest, key


def function(a, b=2, *rest, key=None, **others):
    return a, b, rest, key, others


def exact(a, b, /, c, *, key):
    return a, b, c, key


def make_generator(count=3):
    received = []
    for number in range(count):
        received.append((yield number))
    return received


async def coroutine():
    return 5


def make_cell():
    captured = 5
    return (lambda: captured).__closure__[0]


def error(kind, *arguments):
    """Raises and catches, so that the exception has a traceback."""
    try:
        raise kind(*arguments)
    except kind as caught:
        return caught


counting = re.compile(r"takes |given|missing|expected \d|expected at (least|most)|keyword argument|positional argument")


def counted(function):
    """The words in which a C function of a module counts its arguments depend on how it parses them: not compared."""
    try:
        return function()
    except TypeError as error:
        if counting.search(str(error)):
            return "TypeError about the number or names of arguments"
        raise


def in_place(operation, target, value):
    original = target
    return execute(f"target {operation} value; result = target", value, target=target), original


def change(target, function):
    function(target)
    return target


def execute(source, value, **names):
    """The global `result` after running `source`, with `value` in reach."""
    namespace = {"value": value, "result": None, "__name__": "__main__", **names}
    exec(source, namespace)
    return namespace["result"]


