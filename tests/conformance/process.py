"""Runs one module's tests in processes of their own and puts together what child.py wrote down.

A process that dies, stands still or runs too long costs the test that it was in: that test is recorded as such, and a new
process takes the tests that are left. A module is given up after `MAX_RESTARTS` of them.
"""

import dataclasses
import json
import os
import pathlib
import resource
import shutil
import signal
import subprocess
import tempfile
import time

CHILD = pathlib.Path(__file__).resolve().with_name("child.py")
MAX_RESTARTS = 40
POLL_SECONDS = 0.05
LOG_TAIL_BYTES = 4000
# A test that is marked as an expected failure is in no denominator, whichever way it ends.
GOOD_OUTCOMES = ("passed",)
# Outcomes that a process cannot write about itself.
DEATHS = ("crash", "hang")


@dataclasses.dataclass(frozen=True)
class Limits:
    """Seconds without an event, seconds for the module as a whole, bytes of resident memory."""

    stall: float = 60
    total: float = 600
    memory: int = 4 << 30


@dataclasses.dataclass
class TestResult:
    outcome: str
    seconds: float = 0.0
    trace: str = ""

    def good(self):
        return self.outcome in GOOD_OUTCOMES


@dataclasses.dataclass
class ModuleRun:
    """What became of a module: results by test name, and troubles (place, outcome, trace) outside of tests."""

    module: str
    tests: dict = dataclasses.field(default_factory=dict)
    troubles: list = dataclasses.field(default_factory=list)
    seconds: float = 0.0

    def deaths(self):
        """How many processes crashed or hung."""
        outcomes = [result.outcome for result in self.tests.values()]
        outcomes += [outcome for _, outcome, _ in self.troubles]
        return sum(outcome in DEATHS for outcome in outcomes)

    def to_json(self):
        return dataclasses.asdict(self)

    @classmethod
    def from_json(cls, data):
        tests = {name: TestResult(**result) for name, result in data["tests"].items()}
        return cls(data["module"], tests, data["troubles"], data["seconds"])


def child_environment(scratch):
    """The caller's environment without what changes Python's behaviour, in a fresh home for temporary files."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "LC_"))}
    return kept | {"LANG": "C.UTF-8", "TMPDIR": scratch}


def forbid_core_dumps():
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def resident_bytes(process_id):
    """What a process has in memory; limits on address space would forbid reserving it."""
    try:
        with open(f"/proc/{process_id}/statm", encoding="ascii") as numbers:
            return int(numbers.read().split()[1]) * resource.getpagesize()
    except (OSError, ValueError, IndexError):
        return 0


class Attempt:
    """One process that runs what is left of a module."""

    def __init__(self, command, module, done, pattern, limits, deadline):
        self.limits = limits
        self.deadline = deadline
        self.scratch = tempfile.mkdtemp(prefix="conformance-")
        self.events_path = os.path.join(self.scratch, "events")
        self.log_path = os.path.join(self.scratch, "log")
        self.command = [*command, str(CHILD), module, self.events_path, "--only", pattern]
        if done:
            done_path = os.path.join(self.scratch, "done")
            pathlib.Path(done_path).write_text("\n".join(done), encoding="utf-8")
            self.command += ["--done", done_path]
        pathlib.Path(self.events_path).touch()

    def run(self):
        """Returns how the process ended: `exit`, `crash` or `hang`, with words for a crash or hang."""
        work = os.path.join(self.scratch, "work")
        temporary = os.path.join(self.scratch, "tmp")
        os.mkdir(work)
        os.mkdir(temporary)
        with open(self.log_path, "wb") as log:
            process = subprocess.Popen(
                self.command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                cwd=work,
                env=child_environment(temporary),
                start_new_session=True,
                preexec_fn=forbid_core_dumps,
            )
        try:
            return self._watch(process)
        finally:
            self._end(process)

    def _watch(self, process):
        size, last_event = 0, time.monotonic()
        while True:
            try:
                process.wait(POLL_SECONDS)
                return self._describe_exit(process.returncode)
            except subprocess.TimeoutExpired:
                pass
            now = time.monotonic()
            new_size = os.path.getsize(self.events_path)
            if new_size != size:
                size, last_event = new_size, now
            if now - last_event > self.limits.stall:
                self._ask_for_trace(process)
                return "hang", f"no test ended within {self.limits.stall:.0f} s"
            if resident_bytes(process.pid) > self.limits.memory:
                return "crash", f"the process used more than {self.limits.memory >> 30} GiB of memory"
            if now > self.deadline:
                return "hang", f"the module took more than {self.limits.total:.0f} s"

    @staticmethod
    def _describe_exit(code):
        if code >= 0:
            return "exit", f"the process ended with exit status {code}"
        try:
            return "crash", signal.Signals(-code).name
        except ValueError:
            return "crash", f"signal {-code}"

    @staticmethod
    def _ask_for_trace(process):
        """faulthandler writes the Python stack when SIGABRT arrives."""
        process.send_signal(signal.SIGABRT)
        try:
            process.wait(2)
        except subprocess.TimeoutExpired:
            pass

    @staticmethod
    def _end(process):
        """Ends the process and those that it left behind in its group."""
        try:
            os.killpg(process.pid, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):
            pass
        process.wait()

    def events(self):
        with open(self.events_path, encoding="utf-8") as lines:
            for line in lines:
                if line.endswith("\n"):
                    yield json.loads(line)

    def log_tail(self):
        with open(self.log_path, "rb") as log:
            log.seek(0, os.SEEK_END)
            log.seek(max(0, log.tell() - LOG_TAIL_BYTES))
            return log.read().decode("utf-8", "replace")

    def clean_up(self):
        shutil.rmtree(self.scratch, ignore_errors=True)


class ModuleRunner:
    """Runs a module with as many processes as it takes."""

    def __init__(self, command, module, limits, pattern="*"):
        self.command = command
        self.limits = limits
        self.pattern = pattern
        self.result = ModuleRun(module)

    def run(self):
        start = time.monotonic()
        deadline = start + self.limits.total
        for _ in range(MAX_RESTARTS):
            attempt = Attempt(
                self.command, self.result.module, list(self.result.tests), self.pattern, self.limits, deadline
            )
            try:
                if not self._take(attempt, *attempt.run()):
                    break
            finally:
                attempt.clean_up()
        self.result.seconds = round(time.monotonic() - start, 2)
        return self.result

    def _take(self, attempt, ending, words):
        """Adds what an attempt found; true if there are tests left to run."""
        plan, current, finished = [], None, False
        for event in attempt.events():
            match event["event"]:
                case "plan":
                    plan = event["tests"]
                case "start":
                    current = event["test"]
                case "end":
                    current = None
                    self.result.tests[event["test"]] = TestResult(
                        event["outcome"], event["seconds"], event.get("trace", "")
                    )
                case "trouble":
                    self.result.troubles.append((event["place"], event["outcome"], event["trace"]))
                case "done":
                    finished = True
        if finished and ending == "exit":
            return False
        trace = f"{words}\n{attempt.log_tail()}"
        outcome = "crash" if ending == "exit" else ending
        left = [name for name in plan if name not in self.result.tests]
        if finished or not (current or left):
            self.result.troubles.append(("exit" if finished else "import", outcome, trace))
            return False
        culprit = current or left[0]
        self.result.tests[culprit] = TestResult(outcome, 0.0, trace)
        return len(left) > 1 and "the module took" not in words
