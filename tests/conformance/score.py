"""Compares a module's results under pyro with those under the reference."""

import dataclasses
import re

from causes import cause_of

CLASS_TROUBLE = re.compile(r"\w+ \((?P<place>[^)]*)\)")


@dataclasses.dataclass(frozen=True)
class Failure:
    """A test that the reference passes and pyro does not."""

    test: str
    outcome: str
    cause: str
    trace: str


@dataclasses.dataclass
class ModuleScore:
    """`wanted` are the tests that the reference passes."""

    module: str
    area: str
    wanted: list
    failures: list
    deaths: list
    seconds: float
    reference_seconds: float

    @property
    def passed(self):
        failed = {failure.test for failure in self.failures}
        return [test for test in self.wanted if test not in failed]

    def whole(self):
        return bool(self.wanted) and not self.failures

    def to_json(self):
        return {
            "area": self.area,
            "wanted": len(self.wanted),
            "passed": self.passed,
            "failures": [dataclasses.asdict(failure) for failure in self.failures],
            "deaths": self.deaths,
            "seconds": self.seconds,
            "reference_seconds": self.reference_seconds,
        }


def explain_absence(test, run):
    """Why a test has no result: the trouble of its class, of its module, or none that is known."""
    for place, outcome, trace in run.troubles:
        if match := CLASS_TROUBLE.fullmatch(place):
            name = match["place"].removeprefix("test.")
            if test.startswith(name + "."):
                return outcome, trace
    for place, outcome, trace in run.troubles:
        if place in ("import", "exit"):
            return outcome, trace
    return "not run", "the test was not found, or the module ended before it"


def failures_of(wanted, run):
    for test in wanted:
        result = run.tests.get(test)
        if result is None:
            outcome, trace = explain_absence(test, run)
        elif result.good():
            continue
        else:
            outcome, trace = result.outcome, result.trace
        yield Failure(test, outcome, cause_of(outcome, trace), trace)


def deaths_of(run, reference):
    """Places where pyro's process crashed or hung and CPython's did not."""
    excused = {test for test, result in reference.tests.items() if result.outcome in ("crash", "hang")}
    excused |= {place for place, outcome, _ in reference.troubles if outcome in ("crash", "hang")}
    places = [(test, result.outcome) for test, result in run.tests.items()]
    places += [(place, outcome) for place, outcome, _ in run.troubles]
    return [
        f"{outcome}: {place}" for place, outcome in places if outcome in ("crash", "hang") and place not in excused
    ]


def score_module(area, run, reference, keep=lambda test: True):
    wanted = [test for test, result in reference.tests.items() if result.good() and keep(test)]
    return ModuleScore(
        run.module,
        area,
        wanted,
        list(failures_of(wanted, run)),
        deaths_of(run, reference),
        run.seconds,
        reference.seconds,
    )
