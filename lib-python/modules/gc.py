"""The garbage collector's controls and what it knows."""

__initialize__ = True


def collect(generation=2):
    """Run the collector; return the number of objects freed."""
    ...


def enable():
    """Turn automatic collection on."""
    ...


def disable():
    """Turn automatic collection off, as far as programs can tell: memory is reclaimed all the same."""
    ...


def isenabled():
    """Return whether automatic collection is on."""
    ...


def freeze():
    """Compact and set aside all objects that are alive now: collections leave them alone."""
    ...


def unfreeze():
    """Take objects that were set aside back."""
    ...


def get_freeze_count():
    """Return the number of objects set aside."""
    ...


def get_count():
    """Return three numbers about allocations since the last collections."""
    ...


def get_debug():
    """Return the debugging flags."""
    ...


def set_debug(flags, /):
    """Set the debugging flags."""
    ...


def get_threshold():
    """Return the collection thresholds; they are kept for programs that read them."""
    ...


def set_threshold(threshold0, threshold1=..., threshold2=..., /):
    """Sets after how many allocations a collection is due."""
    ...


def get_stats():
    """Return three dicts with numbers about collections."""
    ...


def get_objects(generation=None):
    """The containers that the collector looks after, in a list."""
    ...


def get_referents(*objs):
    """The objects that these refer to directly."""
    ...


def get_referrers(*objs):
    """The objects that refer directly to one of these."""
    ...


def is_finalized(obj, /):
    """Return whether the object's finalizer has run."""
    ...


def is_tracked(obj, /):
    """Return whether the object can be part of a cycle."""
    ...
