"""Which code allocated what: the part of tracemalloc that knows the heap."""


def start(nframe=1, /):
    """Notes where each object is allocated from now on, with up to nframe frames."""
    ...
def stop():
    """Stop tracing Python memory allocations.

Also clear traces of memory blocks allocated by Python."""
    ...
def is_tracing():
    """Whether allocations are noted."""
    ...
def clear_traces():
    """Forgets what was noted so far."""
    ...
def get_traceback_limit():
    """How many frames are kept of an allocation."""
    ...
def get_traced_memory():
    """Two sizes in bytes: of what was noted and lives, and the most that was."""
    ...
def reset_peak():
    """Lets the peak begin at the present size."""
    ...
def get_tracemalloc_memory():
    """Bytes that the notes themselves take."""
    ...
def _get_traces():
    """A list of all notes as tuples."""
    ...
def _get_object_traceback(obj, /):
    """The frames that allocated an object, or None."""
    ...
