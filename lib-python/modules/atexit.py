"""Functions to be called when the interpreter exits."""


def register(func, /, *args, **kwargs):
    """Register a function to be executed when the interpreter exits; return it."""
    ...


def unregister(func, /):
    """Remove a function from the list."""
    ...


def _clear():
    """Forget all registered functions."""
    ...


def _ncallbacks():
    """Return the number of registered functions."""
    ...


def _run_exitfuncs():
    """Call the registered functions, last one first."""
    ...
