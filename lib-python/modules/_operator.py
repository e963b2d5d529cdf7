"""Operators as functions, and callables that fetch items and attributes."""


def add(a, b, /):
    """Same as a + b."""
    ...


def sub(a, b, /):
    """Same as a - b."""
    ...


def mul(a, b, /):
    """Same as a * b."""
    ...


def truediv(a, b, /):
    """Same as a / b."""
    ...


def floordiv(a, b, /):
    """Same as a // b."""
    ...


def mod(a, b, /):
    """Same as a % b."""
    ...


def pow(a, b, /):
    """Same as a ** b."""
    ...


def matmul(a, b, /):
    """Same as a @ b."""
    ...


def lshift(a, b, /):
    """Same as a << b."""
    ...


def rshift(a, b, /):
    """Same as a >> b."""
    ...


def and_(a, b, /):
    """Same as a & b."""
    ...


def or_(a, b, /):
    """Same as a | b."""
    ...


def xor(a, b, /):
    """Same as a ^ b."""
    ...


def iadd(a, b, /):
    """Same as a += b."""
    ...


def isub(a, b, /):
    """Same as a -= b."""
    ...


def imul(a, b, /):
    """Same as a *= b."""
    ...


def itruediv(a, b, /):
    """Same as a /= b."""
    ...


def ifloordiv(a, b, /):
    """Same as a //= b."""
    ...


def imod(a, b, /):
    """Same as a %= b."""
    ...


def ipow(a, b, /):
    """Same as a **= b."""
    ...


def imatmul(a, b, /):
    """Same as a @= b."""
    ...


def ilshift(a, b, /):
    """Same as a <<= b."""
    ...


def irshift(a, b, /):
    """Same as a >>= b."""
    ...


def iand(a, b, /):
    """Same as a &= b."""
    ...


def ior(a, b, /):
    """Same as a |= b."""
    ...


def ixor(a, b, /):
    """Same as a ^= b."""
    ...


def lt(a, b, /):
    """Same as a < b."""
    ...


def le(a, b, /):
    """Same as a <= b."""
    ...


def eq(a, b, /):
    """Same as a == b."""
    ...


def ne(a, b, /):
    """Same as a != b."""
    ...


def gt(a, b, /):
    """Same as a > b."""
    ...


def ge(a, b, /):
    """Same as a >= b."""
    ...


def neg(a, /):
    """Same as -a."""
    ...


def pos(a, /):
    """Same as +a."""
    ...


def inv(a, /):
    """Same as ~a."""
    ...


def invert(a, /):
    """Same as ~a."""
    ...


def abs(a, /):
    """Same as abs(a)."""
    ...


def not_(a, /):
    """Same as not a."""
    ...


def is_(a, b, /):
    """Same as a is b."""
    ...


def is_not(a, b, /):
    """Same as a is not b."""
    ...


def contains(a, b, /):
    """Whether b is in a: the operands are in the other order."""
    ...


def getitem(a, b, /):
    """Same as a[b]."""
    ...


def setitem(a, b, c, /):
    """Same as a[b] = c."""
    ...


def delitem(a, b, /):
    """Same as del a[b]."""
    ...


def truth(a, /):
    """What bool(a) gives."""
    ...


def index(a, /):
    """Same as a.__index__()"""
    ...


def concat(a, b, /):
    """a + b, for sequences alone."""
    ...


def iconcat(a, b, /):
    """a += b, for sequences alone."""
    ...


def countOf(a, b, /):
    """How many items of a are b or equal it."""
    ...


def indexOf(a, b, /):
    """Where in a the first item stands that is b or equals it."""
    ...


def length_hint(obj, default=0, /):
    """Return an estimate of the number of items in obj."""
    ...


def call(obj, /, *args, **kwargs):
    """The result of obj(*args, **kwargs)."""
    ...


def _compare_digest(a, b, /):
    """Return a == b, in a time that does not tell where they differ."""
    ...


class itemgetter(kind="NativeRecord", type_name="operator.itemgetter"):
    """Callable that fetches one item of its operand, or a tuple of several."""

    @staticmethod
    def __new__(cls, /, *items): ...
    def __call__(self, object, /): ...
    def __repr__(self, /): ...
    def __reduce__(self, /): ...


class attrgetter(kind="NativeRecord", type_name="operator.attrgetter"):
    """Callable that fetches an attribute of its operand (names may be dotted), or a tuple of several."""

    @staticmethod
    def __new__(cls, /, *attrs): ...
    def __call__(self, object, /): ...
    def __repr__(self, /): ...
    def __reduce__(self, /): ...


class methodcaller(kind="NativeRecord", type_name="operator.methodcaller"):
    """Callable that calls a method of its operand with these arguments."""

    @staticmethod
    def __new__(cls, /, *args, **kwargs): ...
    def __call__(self, object, /): ...
    def __repr__(self, /): ...
    def __reduce__(self, /): ...
