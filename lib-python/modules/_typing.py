"""What typing has in native code."""


def _idfunc(x, /):
    """The argument itself."""
    ...
