"""Sequences of plain numbers or characters of one size.

An array is used like a list, but all its items are of one type of C, which is told by a letter:

    'b' signed char       'B' unsigned char       'u' Unicode character
    'h' signed short      'H' unsigned short      'i' signed int          'I' unsigned int
    'l' signed long       'L' unsigned long       'q' signed long long    'Q' unsigned long long
    'f' float             'd' double"""

__initialize__ = True
typecodes = 'bBuhHiIlLqQfd'


class array(object, type_name="array.array", weakrefs=True):
    """array(typecode, initializer=())

An array for items of the type that typecode names. It begins with what the initializer has: bytes, a string (for 'u'), or an
iterable over items that fit."""

    @staticmethod
    def __new__(cls, /, *args, **kwargs): ...
    def __repr__(self, /):
        """Return repr(self)."""
        ...
    def __len__(self, /):
        """Return len(self)."""
        ...
    def __getitem__(self, key, /):
        """Return self[key]."""
        ...
    def __setitem__(self, key, value, /):
        """Set self[key] to value."""
        ...
    def __delitem__(self, key, /):
        """Delete self[key]."""
        ...
    def __contains__(self, key, /):
        """Return key in self."""
        ...
    def __iter__(self, /):
        """Implement iter(self)."""
        ...
    def __add__(self, value, /):
        """Return self+value."""
        ...
    def __iadd__(self, value, /):
        """Implement self+=value."""
        ...
    def __mul__(self, value, /):
        """Return self*value."""
        ...
    def __rmul__(self, value, /):
        """Return value*self."""
        ...
    def __imul__(self, value, /):
        """Implement self*=value."""
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
    __hash__ = None
    def __copy__(self, /):
        """An array with the same items."""
        ...
    def __deepcopy__(self, unused, /):
        """An array with the same items."""
        ...
    def __reduce_ex__(self, value, /):
        """What pickle stores."""
        ...
    def __sizeof__(self, /):
        """How many bytes of memory the array takes."""
        ...
    def append(self, v, /):
        """Adds an item behind the last one."""
        ...
    def buffer_info(self, /):
        """Where the items are in memory now, and how many there are: (address, length)."""
        ...
    def byteswap(self, /):
        """Exchange the byte order of all items, which must have 1, 2, 4, or 8 bytes."""
        ...
    def count(self, v, /):
        """How many items equal v."""
        ...
    def extend(self, bb, /):
        """Adds all items of an iterable or of another array behind the last one."""
        ...
    def frombytes(self, buffer, /):
        """Append items from a buffer that holds them in the machine's representation."""
        ...
    def fromfile(self, f, n, /):
        """Extends the array by n items whose bytes are read from a file; EOFError if it has fewer."""
        ...
    def fromlist(self, list, /):
        """Append items from a list."""
        ...
    def fromunicode(self, ustr, /):
        """Extend the array, which must have type code 'u', with the characters of a string."""
        ...
    def index(self, v, start=0, stop=..., /):
        """Where the first item stands that equals v; ValueError if none does."""
        ...
    def insert(self, i, v, /):
        """Puts an item in front of the one at an index."""
        ...
    def pop(self, i=-1, /):
        """Remove the i-th item and return it."""
        ...
    def remove(self, v, /):
        """Takes out the first item that equals v."""
        ...
    def reverse(self, /):
        """Puts the last item first, and so on."""
        ...
    def tobytes(self, /):
        """Return the items in the machine's representation."""
        ...
    def tofile(self, f, /):
        """Writes the bytes of all items to a file."""
        ...
    def tolist(self, /):
        """The items in a list."""
        ...
    def tounicode(self, /):
        """Convert the array, which must have type code 'u', to a string."""
        ...
    @property
    def typecode(self):
        """the letter that tells the type of the items"""
        ...
    @property
    def itemsize(self):
        """how many bytes an item takes"""
        ...


class arrayiterator(object, hidden=True, no_instances=True):
    def __iter__(self, /):
        """Implement iter(self)."""
        ...
    def __next__(self, /):
        """Implement next(self)."""
        ...
    def __reduce__(self, /):
        """What pickle stores."""
        ...
    def __setstate__(self, state, /):
        """Goes on at an index; used to unpickle."""
        ...


def _array_reconstructor(arraytype, typecode, mformat_code, items, /):
    """Makes an array from a pickle that another machine may have written."""
    ...

ArrayType = array

from collections.abc import MutableSequence as _MutableSequence
_MutableSequence.register(array)
del _MutableSequence
