"""Runs one process and measures it: wall time, CPU time and peak resident memory.

The peak needs care.  On Linux the figure that wait4 returns starts, in the
child, from the peak of the process that forked it; a child smaller than this
driver would be reported as large as the driver.  So the child's own high-water
mark is sampled from /proc while it runs, and is what counts whenever wait4's
figure is not above the driver's own peak.  Sampling is dense at first, since
the smallest processes are also the shortest.
"""

import os
import resource
import select
import signal
import subprocess
import tempfile
import time
from dataclasses import dataclass

# Milliseconds between samples, up to an age of DENSE_UNTIL seconds and after it.
DENSE_UNTIL, DENSE, SPARSE = 0.1, 0.5, 10


@dataclass
class Measurement:
    """One run.  Times in seconds, peak in bytes; error is None when it went well."""

    wall: float
    cpu: float
    peak: int
    output: str
    error: str = None


def run(command, timeout, environment=None, directory=None):
    """Runs command to its end or for timeout seconds, then kills its process group."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        floor = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
        started = time.perf_counter()
        try:
            process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=out, stderr=err,
                                       env=environment, cwd=directory, start_new_session=True)
        except OSError as error:
            return Measurement(0.0, 0.0, 0, "", f"cannot start {command[0]}: {error.strerror}")
        status, usage, sampled, timed_out = _wait(process.pid, timeout)
        wall = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        peak = usage.ru_maxrss * 1024
        return Measurement(
            wall=wall,
            cpu=usage.ru_utime + usage.ru_stime,
            peak=peak if peak > floor or not sampled else sampled,
            output=_text(out),
            error=_describe(process.returncode, timed_out, timeout, _text(err)),
        )


def _wait(pid, timeout):
    """Reaps pid; returns its status, usage, sampled peak, and whether it was killed for time."""
    started = time.monotonic()
    descriptor = os.pidfd_open(pid)
    poller = select.poll()
    poller.register(descriptor, select.POLLIN)
    sampled, timed_out = 0, False
    try:
        age = 0
        while not poller.poll(DENSE if age < DENSE_UNTIL else SPARSE):
            sampled = max(sampled, _high_water_mark(pid))
            age = time.monotonic() - started
            if age > timeout:
                timed_out = True
                os.killpg(pid, signal.SIGKILL)
                break
    except BaseException:
        os.killpg(pid, signal.SIGKILL)
        os.wait4(pid, 0)
        raise
    finally:
        os.close(descriptor)
    _, status, usage = os.wait4(pid, 0)
    return status, usage, sampled, timed_out


def _high_water_mark(pid):
    """Peak resident bytes of pid so far; 0 when it is gone."""
    try:
        with open(f"/proc/{pid}/status") as status:
            for line in status:
                if line.startswith("VmHWM:"):
                    return int(line.split()[1]) * 1024
    except OSError:
        pass
    return 0


def _text(file):
    file.seek(0)
    return file.read().decode("utf-8", "replace")


def _describe(code, timed_out, timeout, errors):
    """What went wrong in one line, or None."""
    if timed_out:
        return f"timed out after {timeout:g} s"
    if code == 0:
        return None
    lines = [line.strip() for line in errors.splitlines() if line.strip()]
    last = lines[-1] if lines else "nothing on stderr"
    if code < 0:
        try:
            return f"killed by {signal.Signals(-code).name}: {last}"
        except ValueError:
            return f"killed by signal {-code}: {last}"
    return f"exit status {code}: {last}"
