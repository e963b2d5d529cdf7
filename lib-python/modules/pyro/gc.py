"""A look at the heap: what lives there, what the collector did, and snapshots of all objects."""


def census():
    """Count the live objects of each type after a full collection.

    The result maps the name of a type to (objects, bytes), the largest first. Internal
    storage, which no program sees, is counted under its format's name in angle brackets."""
    ...


def statistics():
    """Return the numbers of the collector as a dict: sizes in bytes, times in nanoseconds.

    fragmentation is the unused share of the memory that the old generation holds."""
    ...


def pause_histogram():
    """Return how many collections took how long: a dict from an upper bound in microseconds to a count."""
    ...


def compact():
    """Collect, move all objects together, and give what is free to the system; return the number of objects freed."""
    ...


def snapshot(path, /):
    """Collect, then write all objects to a file that the memory panel of Chrome's developer tools opens.

    The name of such a file should end in .heapsnapshot."""
    ...
