"""The basis of the module warnings, usable before that is imported."""

__initialize__ = True


def warn(message, category=None, stacklevel=1, source=None):
    """Reports a warning from here or, with stacklevel, from a caller; a filter may drop it or raise it."""
    ...


def warn_explicit(message, category, filename, lineno, module=None, registry=None, module_globals=None, source=None):
    """Issue a warning whose origin is given."""
    ...


def _filters_mutated():
    """Note that the list of filters has changed."""
    ...


def _warn_from_native(message, category, stacklevel, /):
    """Issue a warning on behalf of the VM."""
    ...
