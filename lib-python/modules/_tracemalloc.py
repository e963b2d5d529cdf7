"""Debug module to trace memory blocks allocated by Python.

Allocations cannot be traced yet: start() says so, and the other functions answer as in a process that does not trace."""


def start(nframe=1, /):
    """Start tracing Python memory allocations."""
    if not isinstance(nframe, int):
        raise TypeError(f"'{type(nframe).__name__}' object cannot be interpreted as an integer")
    if not 1 <= nframe <= 65535:
        raise ValueError('the number of frames must be in range [1; 65535]')
    raise NotImplementedError('tracemalloc.start() is not implemented in pyro')


def stop():
    """Stop tracing Python memory allocations."""


def is_tracing():
    """Return True if memory allocations are traced."""
    return False


def clear_traces():
    """Clear traces of memory blocks allocated by Python."""


def get_traceback_limit():
    """Return the maximum number of frames stored in the traceback of a trace."""
    return 1


def get_traced_memory():
    """Return the current and the peak size of traced memory blocks."""
    return (0, 0)


def reset_peak():
    """Set the peak size of traced memory blocks to the current size."""


def get_tracemalloc_memory():
    """Return the memory in bytes that tracing itself uses."""
    return 0


def _get_traces():
    """Return a list of the traces of all traced memory blocks."""
    return []


def _get_object_traceback(obj, /):
    """Return the traceback of the place where an object was allocated, None if it is not known."""
    return None
