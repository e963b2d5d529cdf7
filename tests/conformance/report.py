"""The table by area, the lines on the terminal and the JSON file of a run."""

import json
import sys

import causes

COLUMNS = "{:<11}{:>8}{:>8}{:>9}{:>9}{:>10}{:>10}"
CAUSES_SHOWN = 25


def percent(part, whole):
    """Rounded down, so that 100.0 means all."""
    return f"{int(1000 * part / whole) / 10:.1f} %" if whole else "-"


class AreaTotals:
    def __init__(self, name):
        self.name = name
        self.modules = self.whole = self.wanted = self.passed = self.deaths = 0

    def add(self, score):
        if score.wanted:
            self.modules += 1
            self.whole += score.whole()
        self.wanted += len(score.wanted)
        self.passed += len(score.wanted) - len(score.failures)
        self.deaths += len(score.deaths)

    def row(self):
        return (self.name, self.modules, self.whole, self.wanted, self.passed, percent(self.passed, self.wanted), self.deaths)


HEADINGS = ("area", "modules", "whole", "tests", "passed", "score", "deaths")


def totals(scores, area_names):
    """Rows for the areas that have modules in this run, then the sum."""
    by_area = {name: AreaTotals(name) for name in area_names}
    everything = AreaTotals("together")
    for score in scores:
        by_area[score.area].add(score)
        everything.add(score)
    rows = [area for area in by_area.values() if area.modules or area.deaths]
    return rows + [everything] if len(rows) != 1 else rows


def table(scores, area_names):
    lines = [COLUMNS.format(*HEADINGS)]
    lines += [COLUMNS.format(*area.row()) for area in totals(scores, area_names)]
    return "\n".join(lines)


def all_failures(scores):
    return [failure for score in scores for failure in score.failures]


def widest_causes(scores, limit=CAUSES_SHOWN):
    lines = []
    for cause, failures in causes.group(all_failures(scores))[:limit]:
        lines.append(f"{len(failures):5}  {cause}")
    return "\n".join(lines)


def write_json(path, scores, area_names, program):
    areas = [dict(zip(HEADINGS, area.row())) for area in totals(scores, area_names)]
    data = {"program": program, "areas": areas, "modules": {score.module: score.to_json() for score in scores}}
    path.write_text(json.dumps(data, indent=1), encoding="utf-8")


class Progress:
    """One line that is overwritten on a terminal; a line for each module elsewhere."""

    def __init__(self, total):
        self.total = total
        self.done = self.wanted = self.passed = 0
        self.terminal = sys.stderr.isatty()

    def finished(self, score):
        self.done += 1
        self.wanted += len(score.wanted)
        self.passed += len(score.wanted) - len(score.failures)
        share = f"{len(score.wanted) - len(score.failures)}/{len(score.wanted)}"
        text = f"[{self.done}/{self.total}] {percent(self.passed, self.wanted)}  {score.module} {share} {score.seconds:.0f} s"
        if score.deaths:
            text += f"  {len(score.deaths)} crashed or hung"
        if self.terminal:
            print(f"\r\x1b[K{text}", end="", file=sys.stderr, flush=True)
        else:
            print(text, file=sys.stderr, flush=True)

    def end(self):
        if self.terminal:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)
