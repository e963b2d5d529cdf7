"""The fast part of cProfile."""

__initialize__ = True


class Profiler(kind="Profiler"):
    """Counts and times the calls of functions. The timer is a function without arguments that returns seconds, or, if timeunit
    is given, integers of that many seconds. The other arguments are those of enable().
    """

    @staticmethod
    def __new__(cls, /, *args, **kwargs): ...
    def __init__(self, /, timer=None, timeunit=0.0, subcalls=True, builtins=True): ...
    def enable(self, subcalls=True, builtins=True):
        """Start counting calls of this thread; subcalls: also for each pair of caller and callee, builtins: native functions too."""
        ...
    def disable(self):
        """Stop counting."""
        ...
    def clear(self):
        """Forget what was counted."""
        ...
    def getstats(self):
        """Return a list of profiler_entry, one for each function that was called."""
        ...
