"""Objects used or maintained by the interpreter, and functions that interact with it."""

__initialize__ = True


def _clear_type_cache():
    """Empties the cache of attribute lookups in types."""
    ...


def _current_exceptions():
    """Return a dict of each thread's identifier and the exception that it handles."""
    ...


def _current_frames():
    """Return a dict of each thread's identifier and its topmost frame."""
    ...


def _debugmallocstats():
    """Print statistics of the memory allocator to stderr."""
    ...


def _getframe(depth=0, /):
    """Return a frame object from the call stack."""
    ...


def _getquickenedcount():
    """Return the number of code objects that were quickened; always 0 here."""
    ...


def addaudithook(hook):
    """Add a new audit hook callback."""
    ...


def audit(event, /, *args):
    """Pass the event to any hooks that are attached."""
    ...


def breakpointhook(*args, **kws):
    """Called by breakpoint(); what it calls is named by the environment variable PYTHONBREAKPOINT."""
    ...


def call_tracing(func, args, /):
    """Call func(*args) with tracing enabled."""
    ...


def displayhook(object, /):
    """Print an object to sys.stdout and save it in builtins._."""
    ...


def exc_info():
    """Return (type, value, traceback) of the exception that is being handled."""
    ...


def excepthook(exctype, value, traceback, /):
    """Display an exception with its traceback on sys.stderr."""
    ...


def exception():
    """Return the exception that is being handled, or None."""
    ...


def exit(status=None, /):
    """Exit the interpreter by raising SystemExit(status)."""
    ...


def get_asyncgen_hooks():
    """Return the hooks for asynchronous generators, (firstiter, finalizer)."""
    ...


def get_coroutine_origin_tracking_depth():
    """Return how many frames of a coroutine's origin are recorded."""
    ...


def get_int_max_str_digits():
    """Return the limit on the number of digits in conversions between int and str."""
    ...


def getallocatedblocks():
    """How many objects the heap holds."""
    ...


def getdefaultencoding():
    """The encoding that str.encode() uses by itself: utf-8."""
    ...


def getdlopenflags():
    """Return the flags that are used for loading extension modules."""
    ...


def getfilesystemencodeerrors():
    """Return the error handler used for file names."""
    ...


def getfilesystemencoding():
    """Return the encoding used for file names."""
    ...


def getprofile():
    """Return the profiling function set with sys.setprofile."""
    ...


def getrecursionlimit():
    """Return the maximum depth of the Python stack."""
    ...


def getrefcount(object, /):
    """Return a positive number; objects carry no reference counts here."""
    ...


def getsizeof(object, default=...):
    """Return the size of an object in bytes."""
    ...


def getswitchinterval():
    """Return the thread switch interval in seconds."""
    ...


def gettrace():
    """Return the tracing function set with sys.settrace."""
    ...


def intern(string, /):
    """Return the one interned str that equals the given one."""
    ...


def is_finalizing():
    """Return True if the interpreter is shutting down."""
    ...


def set_asyncgen_hooks(firstiter=..., finalizer=...):
    """Set the hooks for asynchronous generators."""
    ...


def set_coroutine_origin_tracking_depth(depth):
    """Record where coroutines are made, this many frames deep; 0 turns it off."""
    ...


def set_int_max_str_digits(maxdigits):
    """Set the limit on the number of digits in conversions between int and str."""
    ...


def setdlopenflags(flags, /):
    """Set the flags that are used for loading extension modules."""
    ...


def setprofile(function, /):
    """Set the profiling function, called at each call and return."""
    ...


def setrecursionlimit(limit, /):
    """Set the maximum depth of the Python stack."""
    ...


def setswitchinterval(interval, /):
    """Set the ideal thread switching delay in seconds."""
    ...


def settrace(function, /):
    """Set the tracing function, called at each line."""
    ...


def unraisablehook(unraisable, /):
    """Report an exception that could not be raised on sys.stderr."""
    ...
