"""Debug module to trace memory blocks allocated by Python."""


def start(nframe=1, /):
    """Start tracing Python memory allocations.

Also set the maximum number of frames stored in the traceback of a
trace to nframe."""
    ...
def stop():
    """Stop tracing Python memory allocations.

Also clear traces of memory blocks allocated by Python."""
    ...
def is_tracing():
    """Return True if the tracemalloc module is tracing Python memory allocations."""
    ...
def clear_traces():
    """Clear traces of memory blocks allocated by Python."""
    ...
def get_traceback_limit():
    """Get the maximum number of frames stored in the traceback of a trace.

By default, a trace of an allocated memory block only stores
the most recent frame: the limit is 1."""
    ...
def get_traced_memory():
    """Get the current size and peak size of memory blocks traced by tracemalloc.

Returns a tuple: (current: int, peak: int)."""
    ...
def reset_peak():
    """Set the peak size of memory blocks traced by tracemalloc to the current size.

Do nothing if the tracemalloc module is not tracing memory allocations."""
    ...
def get_tracemalloc_memory():
    """Get the memory usage in bytes of the tracemalloc module.

This memory is used internally to trace memory allocations."""
    ...
def _get_traces():
    """Get traces of all memory blocks allocated by Python.

Return a list of (size: int, traceback: tuple) tuples.
traceback is a tuple of (filename: str, lineno: int) tuples.

Return an empty list if the tracemalloc module is disabled."""
    ...
def _get_object_traceback(obj, /):
    """Get the traceback where the Python object obj was allocated.

Return a tuple of (filename: str, lineno: int) tuples.
Return None if the tracemalloc module is disabled or did not
trace the allocation of the object."""
    ...
