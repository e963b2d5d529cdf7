"""Accelerators for the typing module."""


def _idfunc(x, /):
    return x
