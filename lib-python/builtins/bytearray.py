class bytearray(object, native=True):
    """bytearray(iterable_of_ints) -> bytearray
bytearray(string, encoding[, errors]) -> bytearray
bytearray(bytes_or_buffer) -> mutable copy of bytes_or_buffer
bytearray(int) -> bytes array of size given by the parameter initialized with null bytes
bytearray() -> empty bytes array

Mutable sequence of bytes."""

    @staticmethod
    def __new__(cls, /, *args, **kwargs): ...
    def __init__(self, source=..., encoding=..., errors=...): ...
    __hash__ = None
    def __repr__(self, /):
        """Return repr(self)."""
        ...
    def __str__(self, /):
        """Return str(self)."""
        ...
    def __lt__(self, value, /):
        """Return self<value."""
        ...
    def __le__(self, value, /):
        """Return self<=value."""
        ...
    def __eq__(self, value, /):
        """Return self==value."""
        ...
    def __ne__(self, value, /):
        """Return self!=value."""
        ...
    def __gt__(self, value, /):
        """Return self>value."""
        ...
    def __ge__(self, value, /):
        """Return self>=value."""
        ...
    def __iter__(self, /):
        """Implement iter(self)."""
        ...
    def __len__(self, /):
        """Return len(self)."""
        ...
    def __getitem__(self, key, /):
        """Return self[key]."""
        ...
    def __contains__(self, key, /):
        """Return key in self."""
        ...
    def __add__(self, value, /):
        """Return self+value."""
        ...
    def __mul__(self, value, /):
        """Return self*value."""
        ...
    def __rmul__(self, value, /):
        """Return value*self."""
        ...
    def __mod__(self, value, /):
        """Return self%value."""
        ...
    def __rmod__(self, value, /):
        """Return value%self."""
        ...
    def __iadd__(self, value, /):
        """Implement self+=value."""
        ...
    def __imul__(self, value, /):
        """Implement self*=value."""
        ...
    def __setitem__(self, key, value, /):
        """Set self[key] to value."""
        ...
    def __delitem__(self, key, /):
        """Delete self[key]."""
        ...
    def __alloc__(self, /):
        """B.__alloc__() -> int

Return the number of bytes that are allocated."""
        ...
    def __reduce__(self, /):
        """What pickle stores."""
        ...
    def __reduce_ex__(self, proto=0, /):
        """What pickle stores."""
        ...
    def __sizeof__(self, /):
        """Return the size of the object in memory, in bytes."""
        ...
    def append(self, item, /):
        """Append a byte to the end."""
        ...
    def clear(self, /):
        """Remove all bytes."""
        ...
    def copy(self, /):
        """Return a copy."""
        ...
    def extend(self, iterable_of_ints, /):
        """Append all bytes of an iterable or a buffer."""
        ...
    def insert(self, index, item, /):
        """Insert a byte before the index."""
        ...
    def pop(self, index=-1, /):
        """Remove and return the byte at the index; IndexError if there is none."""
        ...
    def remove(self, value, /):
        """Remove the first occurrence of a byte; ValueError if there is none."""
        ...
    def reverse(self, /):
        """Reverse the order of the bytes in place."""
        ...
    def capitalize(self, /):
        """Return a copy with the first character in upper case and the rest in lower case (ASCII)."""
        ...
    def center(self, width, fillchar=b' ', /):
        """Return a copy in the middle of a sequence of the given width."""
        ...
    def count(self, sub, start=None, end=None, /):
        """B.count(sub[, start[, end]]) -> int

Return the number of occurrences of sub in B[start:end] that do not overlap. sub may also be a byte value."""
        ...
    def decode(self, /, encoding='utf-8', errors='strict'):
        """Decode the bytes with the codec registered for the encoding.

  encoding
    The name of the codec.
  errors
    What to do with bytes that cannot be decoded: 'strict' raises UnicodeDecodeError; 'ignore', 'replace' and every
    name given to codecs.register_error work too."""
        ...
    def endswith(self, suffix, start=None, end=None, /):
        """B.endswith(suffix[, start[, end]]) -> bool

Does B[start:end] end with suffix? suffix can also be a tuple of bytes to try."""
        ...
    def expandtabs(self, /, tabsize=8):
        """Return a copy in which tabs are replaced by spaces up to the next multiple of tabsize."""
        ...
    def find(self, sub, start=None, end=None, /):
        """B.find(sub[, start[, end]]) -> int

Return the lowest index at which sub lies inside B[start:end], or -1. sub may also be a byte value."""
        ...
    @classmethod
    def fromhex(cls, string, /):
        """Make an object of a string of hexadecimal numbers. Spaces between two numbers are accepted."""
        ...
    def hex(self, /, sep=..., bytes_per_sep=1):
        """Return a string of hexadecimal digits.

  sep
    A character to put between groups of bytes.
  bytes_per_sep
    How many bytes make a group, counted from the right; from the left if negative.

  >>> value = bytearray(b'\\xb9\\x01\\xef')
  >>> value.hex(), value.hex(':'), value.hex('_', 2)
  ('b901ef', 'b9:01:ef', 'b9_01ef')"""
        ...
    def index(self, sub, start=None, end=None, /):
        """B.index(sub[, start[, end]]) -> int

Like find, but raise ValueError if sub is not there."""
        ...
    def isalnum(self, /):
        """B.isalnum() -> bool

Are all bytes ASCII letters or digits, and is there one?"""
        ...
    def isalpha(self, /):
        """B.isalpha() -> bool

Are all bytes ASCII letters, and is there one?"""
        ...
    def isascii(self, /):
        """B.isascii() -> bool

Are all bytes below 128? True for empty objects."""
        ...
    def isdigit(self, /):
        """B.isdigit() -> bool

Are all bytes ASCII digits, and is there one?"""
        ...
    def islower(self, /):
        """B.islower() -> bool

Are all ASCII letters lower case, and is there one?"""
        ...
    def isspace(self, /):
        """B.isspace() -> bool

Are all bytes ASCII whitespace, and is there one?"""
        ...
    def istitle(self, /):
        """B.istitle() -> bool

Are the bytes in title case, with at least one letter?"""
        ...
    def isupper(self, /):
        """B.isupper() -> bool

Are all ASCII letters upper case, and is there one?"""
        ...
    def join(self, iterable_of_bytes, /):
        """Concatenate bytes-like objects, with this one between them."""
        ...
    def ljust(self, width, fillchar=b' ', /):
        """Return a copy at the left of a sequence of the given width."""
        ...
    def lower(self, /):
        """B.lower() -> copy of B

Return a copy with ASCII letters in lower case."""
        ...
    def lstrip(self, bytes=None, /):
        """Return a copy without leading bytes out of the argument (None: ASCII whitespace)."""
        ...
    @staticmethod
    def maketrans(frm, to, /):
        """Return a table for translate(): each byte of frm becomes the byte at the same place in to."""
        ...
    def partition(self, sep, /):
        """Split at the first separator: three parts, the last two empty if there is no separator."""
        ...
    def removeprefix(self, prefix, /):
        """Return a copy without the prefix, if it is there."""
        ...
    def removesuffix(self, suffix, /):
        """Return a copy without the suffix, if it is there."""
        ...
    def replace(self, old, new, count=-1, /):
        """Return a copy in which occurrences of old are replaced by new: all of them, or the first count ones."""
        ...
    def rfind(self, sub, start=None, end=None, /):
        """B.rfind(sub[, start[, end]]) -> int

Return the highest index at which sub lies inside B[start:end], or -1. sub may also be a byte value."""
        ...
    def rindex(self, sub, start=None, end=None, /):
        """B.rindex(sub[, start[, end]]) -> int

Like rfind, but raise ValueError if sub is not there."""
        ...
    def rjust(self, width, fillchar=b' ', /):
        """Return a copy at the right of a sequence of the given width."""
        ...
    def rpartition(self, sep, /):
        """Split at the last separator: three parts, the first two empty if there is no separator."""
        ...
    def rsplit(self, /, sep=None, maxsplit=-1):
        """Return a list of the parts between the separators, scanning from the right.

  sep
    The separator. None: any run of ASCII whitespace.
  maxsplit
    The greatest number of splits. -1: no limit."""
        ...
    def rstrip(self, bytes=None, /):
        """Return a copy without trailing bytes out of the argument (None: ASCII whitespace)."""
        ...
    def split(self, /, sep=None, maxsplit=-1):
        """Return a list of the parts between the separators, scanning from the left.

  sep
    The separator. None: any run of ASCII whitespace.
  maxsplit
    The greatest number of splits. -1: no limit."""
        ...
    def splitlines(self, /, keepends=False):
        """Return a list of the lines, without their ends unless keepends is true."""
        ...
    def startswith(self, prefix, start=None, end=None, /):
        """B.startswith(prefix[, start[, end]]) -> bool

Does B[start:end] begin with prefix? prefix can also be a tuple of bytes to try."""
        ...
    def strip(self, bytes=None, /):
        """Return a copy without bytes out of the argument at both ends (None: ASCII whitespace)."""
        ...
    def swapcase(self, /):
        """B.swapcase() -> copy of B

Return a copy with the case of ASCII letters exchanged."""
        ...
    def title(self, /):
        """B.title() -> copy of B

Return a copy in which every word begins in upper case and goes on in lower case (ASCII)."""
        ...
    def translate(self, table, /, delete=b''):
        """Return a copy without the bytes in delete, the others replaced by table[byte].

  table
    256 bytes, or None to change nothing."""
        ...
    def upper(self, /):
        """B.upper() -> copy of B

Return a copy with ASCII letters in upper case."""
        ...
    def zfill(self, width, /):
        """Pad with zeros at the left, behind a sign, to the given width."""
        ...


class bytearray_iterator(object, final=True, hidden=True, no_instances=True):
    def __iter__(self, /):
        """Implement iter(self)."""
        ...
    def __next__(self, /):
        """Implement next(self)."""
        ...
    def __length_hint__(self, /):
        """Private method returning an estimate of len(list(it))."""
        ...
    def __reduce__(self, /):
        """What pickle stores."""
        ...
    def __setstate__(self, state, /):
        """Set state information for unpickling."""
        ...
