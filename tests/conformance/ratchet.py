"""The list of the tests that pass, which may only grow (passes/AREA.txt).

A module's line says how many of the tests that the reference passes are expected to pass; below it stands the shorter list, either
of those that are not (`-`) or of those that are (`+`):

    test_abc: 72 of 72
    test_gc: 37 of 39
      - GCTests.test_something

An expected test that fails is a regression; a test that is not expected and passes is an unexpected pass. Both fail the run;
`--update` writes what the run found. Tests in exclusions.txt are not listed here.
"""

import dataclasses
import pathlib

FOLDER = pathlib.Path(__file__).resolve().with_name("passes")
HEADING = "# What passes of each module; written by ./dev conformance --update. ratchet.py explains the format.\n"


@dataclasses.dataclass
class Expectation:
    """`listed` are the tests that are expected to fail, or, if `positive`, those expected to pass."""

    positive: bool = True
    listed: set = dataclasses.field(default_factory=set)

    def passes(self, test):
        return (test in self.listed) == self.positive


def short_name(module, test):
    return test.removeprefix(module + ".")


class Ratchet:
    def __init__(self, areas, exclusions):
        self.areas = areas
        self.exclusions = exclusions
        self.lines = {}
        for area in areas.names():
            self._read(FOLDER / f"{area}.txt")

    def _read(self, path):
        if not path.exists():
            return
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith("#") or not line:
                continue
            if not line.startswith(" "):
                current = self.lines.setdefault(line.split(":")[0], [])
            current.append(line)

    def expectation(self, module):
        lines = self.lines.get(module)
        if lines is None:
            return Expectation()
        listed = {line[4:] for line in lines[1:]}
        positive = lines[1].startswith("  +") if listed else lines[0].split()[1] == "0"
        return Expectation(positive, listed)

    def judge(self, score):
        """Returns (regressions, unexpected passes) of a module, as test names."""
        expectation = self.expectation(score.module)
        passed = set(score.passed)
        regressions, surprises = [], []
        for test in score.wanted:
            if self.exclusions.find(test):
                continue
            expected = expectation.passes(short_name(score.module, test))
            if expected and test not in passed:
                regressions.append(test)
            elif not expected and test in passed:
                surprises.append(test)
        return regressions, surprises

    def record(self, score):
        """Replaces what is expected of a module by what it did."""
        passed = set(score.passed)
        judged = [test for test in score.wanted if not self.exclusions.find(test)]
        good = [short_name(score.module, test) for test in judged if test in passed]
        bad = [short_name(score.module, test) for test in judged if test not in passed]
        sign, listed = ("-", bad) if len(bad) <= len(good) else ("+", good)
        heading = f"{score.module}: {len(good)} of {len(judged)}"
        self.lines[score.module] = [heading] + [f"  {sign} {name}" for name in sorted(listed)]
        if not judged:
            del self.lines[score.module]

    def write(self):
        FOLDER.mkdir(exist_ok=True)
        for area in self.areas.names():
            modules = sorted(module for module in self.lines if self.areas.area(module) == area)
            text = "".join("\n".join(self.lines[module]) + "\n" for module in modules)
            if text:
                (FOLDER / f"{area}.txt").write_text(HEADING + text, encoding="utf-8")
