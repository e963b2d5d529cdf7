"""What was measured and the figures derived from it: minima, ratios, geometric means."""

import math
from dataclasses import dataclass, field


@dataclass
class Cell:
    """One program under one interpreter: the best of its runs, or the error that ended it."""

    wall: float = None
    cpu: float = None
    peak: int = None
    runs: int = 0
    error: str = None

    def add(self, wall, cpu, peak):
        """Takes in one good run; each figure keeps its least value."""
        self.wall = _least(self.wall, wall)
        self.cpu = _least(self.cpu, cpu)
        self.peak = _least(self.peak, peak)
        self.runs += 1

    @property
    def good(self):
        return self.error is None and self.runs > 0


@dataclass
class Results:
    """Cells by program and interpreter.  clock is the time that ratios use: "cpu" or "wall"."""

    interpreters: list
    clock: str = "cpu"
    cells: dict = field(default_factory=dict)
    skipped: dict = field(default_factory=dict)

    def cell(self, program, interpreter):
        return self.cells.setdefault(program, {}).setdefault(interpreter, Cell())

    def programs(self):
        return list(self.cells)

    def seconds(self, program, interpreter):
        """The program's time, or None when it failed there."""
        cell = self.cells[program].get(interpreter)
        return getattr(cell, self.clock) if cell and cell.good else None

    def peak(self, program, interpreter):
        cell = self.cells[program].get(interpreter)
        return cell.peak if cell and cell.good else None

    def speed_ratio(self, program, subject, reference):
        """Reference time over subject time: above 1 the subject is faster."""
        return _quotient(self.seconds(program, reference), self.seconds(program, subject))

    def memory_ratio(self, program, subject, reference):
        """Subject's peak over the reference's: below 1 the subject is smaller."""
        return _quotient(self.peak(program, subject), self.peak(program, reference))

    def mean_speed(self, subject, reference):
        """Geometric mean over the programs that both ran, and how many those are."""
        return _mean(self.speed_ratio(name, subject, reference) for name in self.cells)

    def mean_memory(self, subject, reference):
        return _mean(self.memory_ratio(name, subject, reference) for name in self.cells)

    def failures(self, interpreter=None):
        """(program, interpreter, error) of everything that failed."""
        return [
            (program, name, cell.error)
            for program, row in self.cells.items()
            for name, cell in row.items()
            if cell.error is not None and interpreter in (None, name)
        ]

    def as_json(self):
        """A structure for json.dump."""
        subject = self.interpreters[0]
        return {
            "interpreters": self.interpreters,
            "clock": self.clock,
            "programs": {
                program: {
                    name: {"wall_s": cell.wall, "cpu_s": cell.cpu, "peak_bytes": cell.peak,
                           "runs": cell.runs, "error": cell.error}
                    for name, cell in row.items()
                }
                for program, row in self.cells.items()
            },
            "geometric_means": {
                reference: {
                    "speed": self.mean_speed(subject, reference)[0],
                    "memory": self.mean_memory(subject, reference)[0],
                    "programs": self.mean_speed(subject, reference)[1],
                }
                for reference in self.interpreters[1:]
            },
            "failed": {name: len(self.failures(name)) for name in self.interpreters},
            "skipped": self.skipped,
        }


def geometric_mean(values):
    """The geometric mean of positive numbers; None for none."""
    logarithms = [math.log(value) for value in values]
    return math.exp(math.fsum(logarithms) / len(logarithms)) if logarithms else None


def _mean(ratios):
    known = [ratio for ratio in ratios if ratio]
    return geometric_mean(known), len(known)


def _least(old, new):
    return new if old is None else min(old, new)


def _quotient(top, bottom):
    return top / bottom if top is not None and bottom else None
