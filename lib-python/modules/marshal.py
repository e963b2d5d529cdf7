"""Serialization of the values that code objects are made of."""

version = 4


def dumps(value, version=4, /):
    """Return the bytes that loads() turns back into an equal value."""
    ...
def loads(bytes, /):
    """Return the value that the bytes stand for."""
    ...
