"""Handling of Unix signals."""

__initialize__ = True


def alarm(seconds, /):
    """Lets SIGALRM come after so many seconds; 0 cancels. Returns what was left of an earlier one."""
    ...


def default_int_handler(signalnum, frame, /):
    """What SIGINT calls at first: raise KeyboardInterrupt."""
    ...


def getitimer(which, /):
    """How long an interval timer has to go, and its interval."""
    ...


def getsignal(signalnum, /):
    """What happens when a signal comes: a function, SIG_DFL, SIG_IGN, or None if it was not set from Python."""
    ...


def pause():
    """Sleeps until a signal comes."""
    ...


def pidfd_send_signal(pidfd, signalnum, siginfo=None, flags=0, /):
    """Signals the process of a descriptor that pidfd_open() gave."""
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
    """Sets what happens when a signal comes: a function, SIG_DFL or SIG_IGN; gives what it was before."""
    ...


def sigpending():
    """Return the set of signals that wait for delivery."""
    ...


def sigtimedwait(sigset, timeout, /):
    """Like sigwaitinfo(), with a limit of time."""
    ...


def sigwait(sigset, /):
    """Waits for any of these signals; gives the number of the one that came."""
    ...


def sigwaitinfo(sigset, /):
    """Waits for any of these signals; gives what is known of the one that came."""
    ...


def strsignal(signalnum, /):
    """Return the system's description of a signal."""
    ...


def valid_signals():
    """The signals that the system has, in a set."""
    ...
