"""Korean encodings."""


def getcodec(encoding, /):
    """Return the codec of an encoding of this module."""
    ...
