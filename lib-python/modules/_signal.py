"""Handling of Unix signals."""

__initialize__ = True


def alarm(seconds, /):
    """Lets SIGALRM come after so many seconds; 0 cancels. Returns what was left of an earlier one."""
    ...


def default_int_handler(signalnum, frame, /):
    """The default handler for SIGINT: raise KeyboardInterrupt."""
    ...


def getitimer(which, /):
    """Return the current value of an interval timer."""
    ...


def getsignal(signalnum, /):
    """Return the current action for a signal."""
    ...


def pause():
    """Sleeps until a signal comes."""
    ...


def pidfd_send_signal(pidfd, signalnum, siginfo=None, flags=0, /):
    """Send a signal to a process referred to by a descriptor."""
    ...


def pthread_kill(thread_id, signalnum, /):
    """Sends a signal to one thread of the process."""
    ...


def pthread_sigmask(how, mask, /):
    """Fetch and change the set of blocked signals of the thread."""
    ...


def raise_signal(signalnum, /):
    """Sends a signal to the process itself."""
    ...


def set_wakeup_fd(fd, /, *, warn_on_full_buffer=True):
    """Set the descriptor to be written to when a signal arrives; return the previous one."""
    ...


def setitimer(which, seconds, interval=0.0, /):
    """Set an interval timer; return its previous value."""
    ...


def siginterrupt(signalnum, flag, /):
    """Choose whether a signal interrupts system calls."""
    ...


def signal(signalnum, handler, /):
    """Set the action for a signal; return the previous one."""
    ...


def sigpending():
    """Return the set of signals that wait for delivery."""
    ...


def sigtimedwait(sigset, timeout, /):
    """Like sigwaitinfo(), with a limit of time."""
    ...


def sigwait(sigset, /):
    """Wait until one of the signals is pending; return its number."""
    ...


def sigwaitinfo(sigset, /):
    """Wait until one of the signals is pending; return what is known of it."""
    ...


def strsignal(signalnum, /):
    """Return the system's description of a signal."""
    ...


def valid_signals():
    """Return the set of valid signal numbers."""
    ...
