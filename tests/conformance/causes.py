"""One line that says why a test failed, such that tests with the same cause get the same line."""

import re

WIDTH = 150
FINAL_LINE = re.compile(r"^(?:[A-Za-z_][\w.]*)(?:: .*)?$")
FATAL_WORDS = re.compile(r"^.*(?:Fatal|fatal|Assertion|CHECK|ERROR: AddressSanitizer|runtime error:|pyro:).*$", re.MULTILINE)
# What differs from run to run or from test to test without being another cause.
NOISE = (
    (re.compile(r"0x[0-9a-fA-F]+"), "0x…"),
    (re.compile(r"/tmp/[^\s'\"]+"), "/tmp/…"),
    (re.compile(r"\b\d{2,}\b"), "N"),
    (re.compile(r"\s+"), " "),
)


def normalise(line):
    for pattern, replacement in NOISE:
        line = pattern.sub(replacement, line)
    return line if len(line) <= WIDTH else line[: WIDTH - 1] + "…"


def exception_line(trace):
    """The line of a traceback that names the last exception."""
    lines = trace.rstrip().splitlines()
    last_frame = max((i for i, line in enumerate(lines) if line.startswith(("  File ", "Traceback"))), default=-1)
    for line in lines[last_frame + 1 :]:
        if FINAL_LINE.match(line):
            return line
    return lines[-1] if lines else "no reason given"


def failing_statement(trace):
    """The source line of the last frame in a test file: what an assertion asserted."""
    lines = trace.splitlines()
    for i in range(len(lines) - 2, -1, -1):
        if lines[i].startswith("  File ") and "/test" in lines[i]:
            return lines[i + 1].strip()
    return ""


def cause_of(outcome, trace):
    if outcome in ("crash", "hang"):
        first = trace.split("\n", 1)[0]
        words = FATAL_WORDS.search(trace)
        return normalise(f"{outcome}: {first}" + (f": {words[0].strip()}" if words else ""))
    if outcome in ("skipped", "not run", "unexpected success"):
        return normalise(f"{outcome}: {trace.strip()}")
    line = exception_line(trace)
    if re.match(r"AssertionError\b", line):
        line += f" [{failing_statement(trace)}]"
    return normalise(line)


def group(failures):
    """[(cause, [failure, ...]), ...], the widest cause first."""
    groups = {}
    for failure in failures:
        groups.setdefault(failure.cause, []).append(failure)
    return sorted(groups.items(), key=lambda item: (-len(item[1]), item[0]))
