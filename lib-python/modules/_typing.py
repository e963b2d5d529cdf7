"""Accelerators for the typing module."""


def _idfunc(x, /):
    """The argument itself."""
    ...
