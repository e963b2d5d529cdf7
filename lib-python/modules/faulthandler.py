"""Python tracebacks on crashes, on a time-out or on a signal of the user's choice."""


def enable(file=None, all_threads=True):
    """Write the traceback when the process dies of SIGSEGV, SIGFPE, SIGABRT, SIGBUS or SIGILL."""
    ...


def disable():
    """Give these signals back to their former handlers; return whether they were taken."""
    ...


def is_enabled():
    """Return whether enable() is in force."""
    ...


def dump_traceback(file=None, all_threads=True):
    """Write the traceback of this thread, or of all, now."""
    ...


def dump_traceback_later(timeout, repeat=False, file=None, exit=False):
    """Write the tracebacks of all threads after timeout seconds, each time if repeat; end the process then if exit."""
    ...


def cancel_dump_traceback_later():
    """Ends the wait that dump_traceback_later() began."""
    ...


def register(signum, file=None, all_threads=True, chain=False):
    """Write the traceback when the signal arrives; chain: call the former handler too."""
    ...


def unregister(signum, /):
    """Undo register() for a signal; return whether it was registered."""
    ...


def _read_null():
    """Read from address 0 (a crash, for tests)."""
    ...


def _sigsegv(release_gil=False, /):
    """Raise SIGSEGV (for tests)."""
    ...


def _sigabrt():
    """Raise SIGABRT (for tests)."""
    ...


def _sigfpe():
    """Raise SIGFPE (for tests)."""
    ...


def _stack_overflow():
    """Use up the native stack (a crash, for tests)."""
    ...


def _fatal_error_c_thread():
    """End the process from a thread that runs no Python code (for tests)."""
    ...
