"""Clocks, and the conversion of times to tuples and texts."""

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
    """The clock that counts the processor time of a thread, for clock_gettime()."""
    ...


def get_clock_info(name, /):
    """Return information on a clock as a namespace."""
    ...


def sleep(seconds, /):
    """Wait for a number of seconds, which may be a float."""
    ...


def localtime(seconds=None, /):
    """The local time so many seconds after the Epoch, as a struct_time; now if no number is given."""
    ...


def gmtime(seconds=None, /):
    """The time in UTC so many seconds after the Epoch, as a struct_time; now if no number is given."""
    ...


def mktime(tuple, /):
    """How many seconds after the Epoch a local time comes, which is given as a tuple."""
    ...


def asctime(tuple=..., /):
    """A time tuple as text, in the form 'Tue Mar  5 04:07:09 2024'."""
    ...


def ctime(seconds=None, /):
    """The local time so many seconds after the Epoch, as asctime() writes it."""
    ...


def strftime(format, tuple=..., /):
    """A time tuple as text; the format's directives, such as %Y, stand for its parts."""
    ...


def strptime(*args):
    """Reads a text that has the form of a format; gives its time as a struct_time."""
    ...


def tzset():
    """Initialise the local timezone from the environment variable TZ."""
    ...
