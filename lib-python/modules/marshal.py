"""Serialization of the values that code objects are made of.

The format is that of CPython, except for code objects: those can only be read back by the version of pyro that wrote
them. Data from untrusted sources must not be loaded.
"""

version = 4


def dumps(value, version=4, /):
    """The bytes that loads() makes an equal value of."""
    ...
def dump(value, file, version=4, /):
    """Write a value to a binary file."""
    ...
def loads(bytes, /):
    """The value that a bytes-like object stands for; bytes behind it are ignored."""
    ...
def load(file, /):
    """Read a value from a binary file."""
    ...
