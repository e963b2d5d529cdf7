"""Functions for reading, converting and formatting times."""

__initialize__ = True


def time():
    """Return the seconds since the Epoch as a float."""
    ...


def time_ns():
    """Return the nanoseconds since the Epoch as an int."""
    ...


def monotonic():
    """Return a clock that cannot go backwards, in seconds as a float."""
    ...


def monotonic_ns():
    """Return a clock that cannot go backwards, in nanoseconds."""
    ...


def perf_counter():
    """Return the performance counter in seconds as a float."""
    ...


def perf_counter_ns():
    """Return the performance counter in nanoseconds."""
    ...


def process_time():
    """Return the processor time of the process (system and user) in seconds as a float."""
    ...


def process_time_ns():
    """Return the processor time of the process (system and user) in nanoseconds."""
    ...


def thread_time():
    """Return the processor time of the thread (system and user) in seconds as a float."""
    ...


def thread_time_ns():
    """Return the processor time of the thread (system and user) in nanoseconds."""
    ...


def clock_gettime(clk_id, /):
    """Return the time of a clock in seconds as a float."""
    ...


def clock_gettime_ns(clk_id, /):
    """Return the time of a clock in nanoseconds."""
    ...


def clock_settime(clk_id, time, /):
    """Set a clock; the time is given in seconds."""
    ...


def clock_settime_ns(clk_id, time, /):
    """Set a clock; the time is given in nanoseconds."""
    ...


def clock_getres(clk_id, /):
    """Return the resolution of a clock in seconds."""
    ...


def pthread_getcpuclockid(thread_id, /):
    """Return the clk_id of a thread's CPU time clock."""
    ...


def get_clock_info(name, /):
    """Return information on a clock as a namespace."""
    ...


def sleep(seconds, /):
    """Wait for a number of seconds, which may be a float."""
    ...


def localtime(seconds=None, /):
    """Convert seconds since the Epoch to a struct_time in local time."""
    ...


def gmtime(seconds=None, /):
    """Convert seconds since the Epoch to a struct_time in UTC."""
    ...


def mktime(tuple, /):
    """Convert a time tuple in local time to seconds since the Epoch."""
    ...


def asctime(tuple=..., /):
    """Convert a time tuple to a string such as 'Sat Jun 06 16:26:11 1998'."""
    ...


def ctime(seconds=None, /):
    """Convert seconds since the Epoch to a string in local time."""
    ...


def strftime(format, tuple=..., /):
    """Convert a time tuple to a string according to a format."""
    ...


def strptime(*args):
    """Parse a string to a time tuple according to a format."""
    ...


def tzset():
    """Initialise the local timezone from the environment variable TZ."""
    ...
