"""What the interpreter has and knows: its settings, modules and streams, and functions to look at it and change it."""

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
    """The frame that is depth calls above the caller's."""
    ...


def _getquickenedcount():
    """Return the number of code objects that were quickened; always 0 here."""
    ...


def addaudithook(hook):
    """Has a function called at each audit event."""
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
    """Shows the value of an expression typed at the prompt, and keeps it as builtins._; None is passed over."""
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
    """Raises SystemExit with that status, which ends the program unless it is caught."""
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
    """The flags with which extension modules are opened by dlopen()."""
    ...


def getfilesystemencodeerrors():
    """Return the error handler used for file names."""
    ...


def getfilesystemencoding():
    """Return the encoding used for file names."""
    ...


def getprofile():
    """The function that setprofile() was given, or None."""
    ...


def getrecursionlimit():
    """How deep calls may be nested."""
    ...


def getrefcount(object, /):
    """Return a positive number; objects carry no reference counts here."""
    ...


def getsizeof(object, default=...):
    """How many bytes an object takes, without the objects that it refers to."""
    ...


def getswitchinterval():
    """Return the thread switch interval in seconds."""
    ...


def gettrace():
    """The function that settrace() was given, or None."""
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
    """Sets the flags with which extension modules are opened by dlopen()."""
    ...


def setprofile(function, /):
    """Set the profiling function, called at each call and return."""
    ...


def setrecursionlimit(limit, /):
    """Sets how deep calls may be nested before RecursionError is raised."""
    ...


def setswitchinterval(interval, /):
    """Sets after how many seconds a thread that runs lets another one run."""
    ...


def settrace(function, /):
    """Set the tracing function, called at each line."""
    ...


def unraisablehook(unraisable, /):
    """Report an exception that could not be raised on sys.stderr."""
    ...
