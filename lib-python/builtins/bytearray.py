class bytearray(object, native=True):
    """bytearray(source, encoding, errors)

A sequence of integers from 0 to 255 that can be changed.

bytearray() is empty, bytearray(5) is five zeros, bytearray(text, encoding) is text encoded. Another argument is an object with
a buffer, which is copied, or an iterable over such integers."""

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
        """How many bytes its memory has room for."""
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
        """Takes the first byte of a value away; ValueError if none has it."""
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
        """How often sub is found from start to end, without overlaps. It may be one byte as an integer."""
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
        """Whether the bytes from start to end end with suffix, or with one of a tuple of them."""
        ...
    def expandtabs(self, /, tabsize=8):
        """Return a copy in which tabs are replaced by spaces up to the next multiple of tabsize."""
        ...
    def find(self, sub, start=None, end=None, /):
        """The first index from start to end where sub begins, or -1. It may be one byte as an integer."""
        ...
    @classmethod
    def fromhex(cls, string, /):
        """The bytes that pairs of hexadecimal digits stand for; there may be blanks between pairs."""
        ...
    def hex(self, /, sep=..., bytes_per_sep=1):
        """The bytes in hexadecimal, two digits each.

  sep
    A character to put between groups of bytes.
  bytes_per_sep
    The length of a group. The groups are made from the right, or if it is negative from the left.

  >>> value = bytearray(b'\\x7f\\x03\\xa5')
  >>> value.hex(), value.hex(':'), value.hex('_', 2)
  ('7f03a5', '7f:03:a5', '7f_03a5')"""
        ...
    def index(self, sub, start=None, end=None, /):
        """Like find, but raise ValueError if sub is not there."""
        ...
    def isalnum(self, /):
        """Are all bytes ASCII letters or digits, and is there one?"""
        ...
    def isalpha(self, /):
        """Are all bytes ASCII letters, and is there one?"""
        ...
    def isascii(self, /):
        """Are all bytes below 128? True for empty objects."""
        ...
    def isdigit(self, /):
        """Are all bytes ASCII digits, and is there one?"""
        ...
    def islower(self, /):
        """Are all ASCII letters lower case, and is there one?"""
        ...
    def isspace(self, /):
        """Are all bytes ASCII whitespace, and is there one?"""
        ...
    def istitle(self, /):
        """Are the bytes in title case, with at least one letter?"""
        ...
    def isupper(self, /):
        """Are all ASCII letters upper case, and is there one?"""
        ...
    def join(self, iterable_of_bytes, /):
        """Concatenate bytes-like objects, with this one between them."""
        ...
    def ljust(self, width, fillchar=b' ', /):
        """Return a copy at the left of a sequence of the given width."""
        ...
    def lower(self, /):
        """Return a copy with ASCII letters in lower case."""
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
        """The last index from start to end where sub begins, or -1. It may be one byte as an integer."""
        ...
    def rindex(self, sub, start=None, end=None, /):
        """Like rfind, but raise ValueError if sub is not there."""
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
        """The lines in a list, with what ends them only if keepends is true."""
        ...
    def startswith(self, prefix, start=None, end=None, /):
        """Whether the bytes from start to end begin with prefix, or with one of a tuple of them."""
        ...
    def strip(self, bytes=None, /):
        """Return a copy without bytes out of the argument at both ends (None: ASCII whitespace)."""
        ...
    def swapcase(self, /):
        """Return a copy with the case of ASCII letters exchanged."""
        ...
    def title(self, /):
        """Return a copy in which every word begins in upper case and goes on in lower case (ASCII)."""
        ...
    def translate(self, table, /, delete=b''):
        """Return a copy without the bytes in delete, the others replaced by table[byte].

  table
    256 bytes, or None to change nothing."""
        ...
    def upper(self, /):
        """Return a copy with ASCII letters in upper case."""
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
        """How many items are left."""
        ...
    def __reduce__(self, /):
        """What pickle stores."""
        ...
    def __setstate__(self, state, /):
        """Goes on at an index; used to unpickle."""
        ...
