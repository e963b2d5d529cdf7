"""Runs one program under one interpreter in a fresh, neutral process.

Shared by run.py and the fuzzers. An outcome is everything that two interpreters are expected to agree on: standard output,
standard error (with the program's own path normalised) and the exit code. A program that overruns its time or its
output is stopped; that is part of the outcome too, so that a hang shows as a difference and never blocks the run.
"""

import dataclasses
import difflib
import os
import resource
import shutil
import signal
import subprocess
import tempfile

MAX_OUTPUT_BYTES = 8 << 20
PROGRAM_PLACEHOLDER = "PROGRAM.py"


@dataclasses.dataclass(frozen=True)
class Outcome:
    stdout: str
    stderr: str
    exit_code: int
    timed_out: bool = False

    def status(self):
        """The way the process ended, in words."""
        if self.timed_out:
            return "timed out"
        if self.exit_code < 0:
            try:
                name = signal.Signals(-self.exit_code).name
            except ValueError:
                name = f"signal {-self.exit_code}"
            return f"CRASHED with {name}"
        return f"exit code {self.exit_code}"

    def crashed(self):
        return self.exit_code < 0 and not self.timed_out


def limit_this_process():
    """No core dumps, and a bound on files written; children inherit both."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
    resource.setrlimit(resource.RLIMIT_FSIZE, (MAX_OUTPUT_BYTES, hard))


def resolve_interpreter(name):
    """The absolute path of an interpreter given by path or by a name on PATH."""
    path = shutil.which(name)
    if path is None:
        raise SystemExit(f"error: interpreter not found: {name}")
    return os.path.abspath(path)


def environment(home):
    """The caller's environment without anything that changes what Python prints."""
    result = {
        key: value
        for key, value in os.environ.items()
        if not key.startswith(("PYTHON", "LC_")) and key != "LANGUAGE"
    }
    result.update(
        PYTHONHASHSEED="0", LANG="C.UTF-8", TZ="UTC", HOME=home, COLUMNS="80", LINES="24"
    )
    return result


def _read_text(path):
    with open(path, "rb") as stream:
        return stream.read(MAX_OUTPUT_BYTES).decode("utf-8", "backslashreplace")


def _wait(process, timeout):
    """Waits for the process; kills its whole group when the time is over. Returns whether it was killed."""
    try:
        process.wait(timeout)
        return False
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        return True


def run_program(command, program, timeout):
    """Runs `command + [program]` in an empty temporary directory. `timeout` is in seconds."""
    program = os.path.abspath(program)
    with tempfile.TemporaryDirectory(prefix="pyro-test-") as scratch:
        work = os.path.join(scratch, "work")
        os.mkdir(work)
        out_path = os.path.join(scratch, "stdout")
        err_path = os.path.join(scratch, "stderr")
        with open(out_path, "wb") as out, open(err_path, "wb") as err:
            process = subprocess.Popen(
                [*command, program],
                cwd=work,
                env=environment(work),
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=err,
                start_new_session=True,
            )
            timed_out = _wait(process, timeout)
        return Outcome(
            _read_text(out_path).replace(program, PROGRAM_PLACEHOLDER),
            _read_text(err_path).replace(program, PROGRAM_PLACEHOLDER),
            process.returncode,
            timed_out,
        )


def _diff(name, expected, actual, limit):
    lines = list(
        difflib.unified_diff(
            expected.splitlines(),
            actual.splitlines(),
            f"{name} (reference)",
            f"{name} (pyro)",
            n=1,
            lineterm="",
        )
    )
    if len(lines) > limit:
        lines[limit:] = [f"... {len(lines) - limit} more lines"]
    return lines


def differences(expected, actual, limit=24):
    """The lines of a short report on how `actual` differs; empty when the outcomes agree."""
    lines = []
    if expected.status() != actual.status():
        lines.append(f"reference: {expected.status()}; pyro: {actual.status()}")
    if actual.timed_out or actual.crashed():
        limit = min(limit, 8)  # what is missing from the output says little then
    lines += _diff("stdout", expected.stdout, actual.stdout, limit)
    lines += _diff("stderr", expected.stderr, actual.stderr, limit)
    return lines
