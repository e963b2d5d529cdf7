def abs(x, /):
    """The distance of a number from zero."""
    ...
def aiter(async_iterable, /):
    """The asynchronous iterator of an asynchronous iterable."""
    ...
def all(iterable, /):
    """True unless some item of the iterable is false; True for an empty one."""
    ...
def anext(aiterator, default=..., /):
    """An awaitable of the next item of an asynchronous iterator.

    With a default, that is the result once the iterator is exhausted.
    """
    ...
def any(iterable, /):
    """True if some item of the iterable is true; False for an empty one."""
    ...
def ascii(obj, /):
    """repr(obj), with every character beyond ASCII as an escape."""
    ...
def bin(number, /):
    """Binary text of an integer.

    >>> bin(-6)
    '-0b110'
    """
    ...
def breakpoint(*args, **kws):
    """Call sys.breakpointhook(*args, **kws), which starts a debugger unless it was replaced."""
    ...
def callable(obj, /):
    """Whether the object can be called; classes can, and so can instances with __call__()."""
    ...
def chr(i, /):
    """The one-character string whose code point is i; 0 <= i <= 0x10ffff."""
    ...
def delattr(obj, name, /):
    """Remove the named attribute: delattr(x, 'y') is del x.y."""
    ...
def dir(object=..., /):
    """The names of an object's attributes, sorted; without an object, those of the variables here."""
    ...
def divmod(x, y, /):
    """Quotient x//y and remainder x%y, as a tuple."""
    ...
def format(value, format_spec='', /):
    """value.__format__(format_spec); the specification defaults to an empty string."""
    ...
def getattr(object, name, default=..., /):
    """The named attribute: getattr(x, 'y') is x.y. A default is returned where the attribute is missing."""
    ...
def hasattr(obj, name, /):
    """Whether the object has the named attribute; asks getattr() and looks for AttributeError."""
    ...
def hash(obj, /):
    """Hash value of the object; objects that compare equal have the same."""
    ...
def hex(number, /):
    """Hexadecimal text of an integer.

    >>> hex(2023)
    '0x7e7'
    """
    ...
def id(obj, /):
    """The identity of an object: no other object that exists at the same time has it."""
    ...
def input(prompt=..., /):
    """Read a line from standard input, without its newline, after writing the prompt.

    EOFError is raised at the end of the input.
    """
    ...
def isinstance(obj, class_or_tuple, /):
    """Whether the class of an object is cls or derives from it.

    A tuple of classes or a union X | Y stands for any of them.
    """
    ...
def issubclass(cls, class_or_tuple, /):
    """Whether a class is the other one or derives from it.

    A tuple of classes or a union X | Y stands for any of them.
    """
    ...
def iter(object, sentinel=..., /):
    """The iterator of an iterable; or, with a sentinel, one that calls a function until it returns the sentinel."""
    ...
def len(obj, /):
    """How many items a container has."""
    ...
def max(*args, **kwargs):
    """max(iterable, *[, default, key]) or max(a, b, *rest[, key]): the largest item."""
    ...
def min(*args, **kwargs):
    """min(iterable, *[, default, key]) or min(a, b, *rest[, key]): the smallest item."""
    ...
def next(iterator, default=..., /):
    """The next item of an iterator; the default, if given, once it is exhausted."""
    ...
def oct(number, /):
    """Octal text of an integer.

    >>> oct(100)
    '0o144'
    """
    ...
def ord(c, /):
    """The code point of a one-character string."""
    ...
def pow(base, exp, mod=None):
    """base**exp, or base**exp % mod, which is computed efficiently for integers."""
    ...
def print(*args, sep=' ', end='\n', file=None, flush=False):
    """Write values to a stream, by default sys.stdout.

    sep   stands between the values
    end   stands behind the last one
    file  an object with a write() method
    flush whether to flush the stream
    """
    ...
def repr(obj, /):
    """The canonical text of the object; eval() makes an equal object from it for many types."""
    ...
def round(number, ndigits=None):
    """Round to a number of decimal digits, which may be negative.

    Without ndigits the result is an int, with them it has the type of the number.
    """
    ...
def setattr(obj, name, value, /):
    """Set the named attribute: setattr(x, 'y', v) is x.y = v."""
    ...
@signature("(iterable, /, *, key=None, reverse=False)")
def sorted(*args, **kwargs):
    """A new list with the items of an iterable in ascending order; keywords key and reverse are those of list.sort()."""
    ...
def sum(iterable, /, start=0):
    """The sum of the start value and the items of an iterable of numbers."""
    ...
def vars(object=..., /):
    """locals() without an argument, else object.__dict__."""
    ...
