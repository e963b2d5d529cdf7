"""Tests that the ratchet leaves alone, each with the reason (exclusions.txt).

    [bug]                  a defect of pyro that is known
    [unsupported for now]  a feature that is not there yet
    [never]                an implementation detail of CPython, with the reason why pyro does otherwise

A line is `PATTERN: reason`. PATTERN is a test name in which `*` stands for anything. A tilde before it says that the tests pass on
some runs. Excluded tests count in every score; they are merely not expected to pass. An entry without a tilde whose tests all
pass is an unexpected pass.
"""

import dataclasses
import fnmatch
import pathlib

PATH = pathlib.Path(__file__).resolve().with_name("exclusions.txt")
SECTIONS = ("bug", "unsupported for now", "never")


@dataclasses.dataclass(frozen=True)
class Exclusion:
    pattern: str
    reason: str
    section: str
    unstable: bool
    line: str

    def matches(self, test):
        return fnmatch.fnmatchcase(test, self.pattern)


def parse_line(line, section, number):
    if section is None:
        raise SystemExit(f"error: {PATH.name}:{number}: an entry before the first section")
    name, colon, reason = line.partition(": ")
    if not colon or not reason.strip():
        raise SystemExit(f"error: {PATH.name}:{number}: an entry needs a reason: PATTERN: reason")
    return Exclusion(name.removeprefix("~").strip(), reason.strip(), section, name.startswith("~"), line)


class Exclusions:
    def __init__(self, path=PATH):
        self.path = path
        self.entries = []
        section = None
        lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
        for number, line in enumerate(lines, 1):
            if line.startswith("["):
                section = line.strip("[] ")
                if section not in SECTIONS:
                    raise SystemExit(f"error: {path.name}:{number}: sections are {', '.join(SECTIONS)}")
            elif line.strip() and not line.startswith("#"):
                self.entries.append(parse_line(line, section, number))

    def find(self, test):
        return next((entry for entry in self.entries if entry.matches(test)), None)

    def needless(self, passed, failed):
        """Entries that match passing tests of this run and no failing one."""
        for entry in self.entries:
            if entry.unstable or any(entry.matches(test) for test in failed):
                continue
            if any(entry.matches(test) for test in passed):
                yield entry

    def remove(self, entries):
        unwanted = {entry.line for entry in entries}
        lines = self.path.read_text(encoding="utf-8").splitlines()
        kept = [line for line in lines if line not in unwanted]
        self.path.write_text("\n".join(kept) + "\n", encoding="utf-8")
        self.entries = [entry for entry in self.entries if entry not in entries]
