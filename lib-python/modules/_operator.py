"""Operators as functions, and callables that fetch items and attributes."""


def add(a, b, /):
    """The result of a + b."""
    ...


def sub(a, b, /):
    """The result of a - b."""
    ...


def mul(a, b, /):
    """The result of a * b."""
    ...


def truediv(a, b, /):
    """The result of a / b."""
    ...


def floordiv(a, b, /):
    """The result of a // b."""
    ...


def mod(a, b, /):
    """The result of a % b."""
    ...


def pow(a, b, /):
    """The result of a ** b."""
    ...


def matmul(a, b, /):
    """The result of a @ b."""
    ...


def lshift(a, b, /):
    """The result of a << b."""
    ...


def rshift(a, b, /):
    """The result of a >> b."""
    ...


def and_(a, b, /):
    """The result of a & b."""
    ...


def or_(a, b, /):
    """The result of a | b."""
    ...


def xor(a, b, /):
    """The result of a ^ b."""
    ...


def iadd(a, b, /):
    """Performs a += b and gives the result."""
    ...


def isub(a, b, /):
    """Performs a -= b and gives the result."""
    ...


def imul(a, b, /):
    """Performs a *= b and gives the result."""
    ...


def itruediv(a, b, /):
    """Performs a /= b and gives the result."""
    ...


def ifloordiv(a, b, /):
    """Performs a //= b and gives the result."""
    ...


def imod(a, b, /):
    """Performs a %= b and gives the result."""
    ...


def ipow(a, b, /):
    """Performs a **= b and gives the result."""
    ...


def imatmul(a, b, /):
    """Performs a @= b and gives the result."""
    ...


def ilshift(a, b, /):
    """Performs a <<= b and gives the result."""
    ...


def irshift(a, b, /):
    """Performs a >>= b and gives the result."""
    ...


def iand(a, b, /):
    """Performs a &= b and gives the result."""
    ...


def ior(a, b, /):
    """Performs a |= b and gives the result."""
    ...


def ixor(a, b, /):
    """Performs a ^= b and gives the result."""
    ...


def lt(a, b, /):
    """The result of a < b."""
    ...


def le(a, b, /):
    """The result of a <= b."""
    ...


def eq(a, b, /):
    """The result of a == b."""
    ...


def ne(a, b, /):
    """The result of a != b."""
    ...


def gt(a, b, /):
    """The result of a > b."""
    ...


def ge(a, b, /):
    """The result of a >= b."""
    ...


def neg(a, /):
    """The result of -a."""
    ...


def pos(a, /):
    """The result of +a."""
    ...


def inv(a, /):
    """The result of ~a."""
    ...


def invert(a, /):
    """The result of ~a."""
    ...


def abs(a, /):
    """The result of abs(a)."""
    ...


def not_(a, /):
    """The result of not a."""
    ...


def is_(a, b, /):
    """The result of a is b."""
    ...


def is_not(a, b, /):
    """The result of a is not b."""
    ...


def contains(a, b, /):
    """Whether b is in a: the operands are in the other order."""
    ...


def getitem(a, b, /):
    """The result of a[b]."""
    ...


def setitem(a, b, c, /):
    """Stores c in a under b, as a[b] = c does."""
    ...


def delitem(a, b, /):
    """Removes from a what is under b, as del a[b] does."""
    ...


def truth(a, /):
    """What bool(a) gives."""
    ...


def index(a, /):
    """The exact int that a stands for, given by its __index__()."""
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
    """How many items obj probably has: its len(), or its __length_hint__(), or else the default."""
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
