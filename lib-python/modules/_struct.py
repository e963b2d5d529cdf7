"""Functions to convert between Python values and C structs.

Python bytes objects are used to hold the data representing the C struct and also as format strings (explained below) to
describe the layout of data in the C struct."""


class error(Exception):
    """Exception raised on various occasions; argument is a string describing what is wrong."""

error.__module__ = 'struct'


class Struct(object, weakrefs=True):
    """A format that was parsed once, with methods that use it."""

    @staticmethod
    def __new__(cls, /, *args, **kwargs): ...
    def __init__(self, format): ...
    def pack(self, /, *values):
        """S.pack(v1, v2, ...) -> bytes

Return the values as bytes, packed as the format says."""
        ...
    def pack_into(self, /, *arguments):
        """S.pack_into(buffer, offset, v1, v2, ...)

Pack the values and write them into a buffer from the offset on."""
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
        """struct size in bytes"""
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
    """Return the size in bytes of the struct that the format describes."""
    ...
def pack(*arguments):
    """pack(format, v1, v2, ...) -> bytes

Return the values as bytes, packed as the format says."""
    ...
def pack_into(*arguments):
    """pack_into(format, buffer, offset, v1, v2, ...)

Pack the values and write them into a buffer from the offset on."""
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
