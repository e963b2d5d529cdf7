"""Binary search in sorted sequences."""


def bisect_left(a, x, lo=0, hi=None, *, key=None):
    """Return the first index at which x could be inserted so that a stays sorted."""
    ...


def bisect_right(a, x, lo=0, hi=None, *, key=None):
    """Return the last index at which x could be inserted so that a stays sorted."""
    ...


def insort_left(a, x, lo=0, hi=None, *, key=None):
    """Insert x where bisect_left says."""
    ...


def insort_right(a, x, lo=0, hi=None, *, key=None):
    """Insert x where bisect_right says."""
    ...
