"""Python values as the bytes of C structs, and back.

The bytes hold one struct; a format, a str or bytes, tells its layout."""


class error(Exception):
    """Exception raised on various occasions; argument is a string describing what is wrong."""

error.__module__ = 'struct'


class Struct(object, weakrefs=True):
    """A format that was parsed once, with methods that use it."""

    @staticmethod
    def __new__(cls, /, *args, **kwargs): ...
    def __init__(self, format): ...
    def pack(self, /, *values):
        """The arguments as bytes, packed as the format says."""
        ...
    def pack_into(self, /, *arguments):
        """pack_into(buffer, offset, *values)

Packs the values into a buffer, from the offset on."""
        ...
    def unpack(self, buffer, /):
        """Return a tuple of the values in a buffer of exactly the size of the format."""
        ...
    def unpack_from(self, buffer, offset=0):
        """Return a tuple of the values in a buffer from the offset on."""
        ...
    def iter_unpack(self, buffer, /):
        """Return an iterator over tuples of values, one for each run of bytes of the size of the format."""
        ...
    def __sizeof__(self, /):
        """How many bytes of memory the object takes."""
        ...
    @property
    def format(self):
        """struct format string"""
        ...
    @property
    def size(self):
        """how many bytes the struct takes"""
        ...


class unpack_iterator(object, hidden=True, no_instances=True):
    def __iter__(self, /):
        """Implement iter(self)."""
        ...
    def __next__(self, /):
        """Implement next(self)."""
        ...
    def __length_hint__(self, /): ...


def calcsize(format, /):
    """How many bytes a struct of that format takes."""
    ...
def pack(*arguments):
    """pack(format, *values)

The values as bytes, packed as the format says."""
    ...
def pack_into(*arguments):
    """pack_into(format, buffer, offset, *values)

Packs the values into a buffer, from the offset on."""
    ...
def unpack(format, buffer, /):
    """Return a tuple of the values in a buffer of exactly the size of the format."""
    ...
def unpack_from(format, /, buffer, offset=0):
    """Return a tuple of the values in a buffer from the offset on."""
    ...
def iter_unpack(format, buffer, /):
    """Return an iterator over tuples of values, one for each run of bytes of the size of the format."""
    ...
def _clearcache():
    """Forget the compiled formats that the functions of the module keep."""
    ...
