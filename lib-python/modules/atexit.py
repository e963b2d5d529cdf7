"""Functions to be called when the interpreter exits."""


def register(func, /, *args, **kwargs):
    """Has a function called, with these arguments, when the interpreter ends; gives that function."""
    ...


def unregister(func, /):
    """Remove a function from the list."""
    ...


def _clear():
    """Forget all registered functions."""
    ...


def _ncallbacks():
    """How many functions are going to be called."""
    ...


def _run_exitfuncs():
    """Call the registered functions, last one first."""
    ...
