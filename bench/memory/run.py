#!/usr/bin/env python3
"""Measures memory: bytes per item, churn, fragmentation, pauses, pre-fork.

Prints a table of pyro beside the references with the bound for each case, and
writes JSON and an HTML page with the pause histograms.  Exit status: 0 when
pyro kept every bound it was measured against, 1 when it missed one or a
program failed under any interpreter, 2 for bad usage.
"""

import argparse
import fnmatch
import json
import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
BENCH = os.path.dirname(HERE)
sys.path[:0] = [BENCH, HERE]

import cases  # noqa: E402
from driver import interpreters, page, table  # noqa: E402

OUT = os.path.join(os.path.dirname(BENCH), "out", "bench")


def parse_arguments(argv):
    parser = argparse.ArgumentParser(prog="bench-memory", description=__doc__.split("\n\n")[0])
    parser.add_argument("--pyro", metavar="PATH", help="the pyro binary (default ./bazel-bin/pyro)")
    parser.add_argument("--no-pyro", action="store_true", help="measure the references only")
    parser.add_argument("--references", metavar="A,B",
                        help="commands to compare with, or none (default python3.11 and pypy3)")
    parser.add_argument("--quick", action="store_true", help="smaller counts")
    parser.add_argument("--only", metavar="GLOB", default="*", help="cases whose name matches")
    parser.add_argument("--timeout", type=float, metavar="S", default=300, help="for one process")
    parser.add_argument("--json", metavar="FILE", default=os.path.join(OUT, "memory.json"))
    parser.add_argument("--html", metavar="FILE", default=os.path.join(OUT, "memory.html"))
    return parser, parser.parse_args(argv)


def collect(subjects, names, settings):
    """Figures by interpreter and metric, and the failures as (case, interpreter, error)."""
    figures = {subject.name: {} for subject in subjects}
    failures = []
    for index, name in enumerate(names, 1):
        print(f"[{index}/{len(names)}] {name}", file=sys.stderr, flush=True)
        for subject in subjects:
            try:
                figures[subject.name].update(cases.CASES[name](settings, subject))
            except cases.CaseError as error:
                failures.append((name, subject.name, str(error)))
    return figures, failures


def show(value, absent="-"):
    if value is None:
        return absent
    return f"{value:.0f}" if abs(value) >= 1000 else f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}"


def bound_of(metric, figures, subject):
    """The bound for subject as a number, or None.  Bounds are pyro's: others are not judged."""
    bound = cases.METRICS[metric].bound if subject == "pyro" else None
    return bound(figures, figures[subject]) if callable(bound) else bound


def keeps(metric, value, bound):
    """Whether value is within bound; bytes per item allow for the heap's granularity."""
    tolerance = cases.ITEM_TOLERANCE if metric in cases.ITEMS else 0
    return value <= bound + tolerance


def rows(figures):
    """The table: one row per metric that anybody has a figure for."""
    names = list(figures)
    result = [["case", "unit", *names, "bound", "kept"]]
    for metric, description in cases.METRICS.items():
        values = [figures[name].get(metric) for name in names]
        if all(value is None for value in values):
            continue
        bound = bound_of(metric, figures, names[0])
        cells = [description.label, description.unit, *map(show, values), show(bound, "")]
        result.append(cells + [verdict(metric, values[0], bound)])
    return result


def verdict(metric, value, bound):
    """The last column: empty without a bound, "-" without a figure."""
    if bound is None:
        return ""
    if value is None:
        return "-"
    return "yes" if keeps(metric, value, bound) else "NO"


def render_page(lines, figures, failures):
    """An HTML page: the table, and the pause histograms beside one another."""
    head, *body = lines
    cells = "".join(f"<th>{page.escape(cell)}</th>" for cell in head)
    table_rows = "".join(
        "<tr>" + "".join(f"<td>{page.escape(cell)}</td>" for cell in line) + "</tr>\n" for line in body)
    parts = [f'<div class="scroll"><table><tr>{cells}</tr>\n{table_rows}</table></div>']
    parts += [f'<p class="bad">{page.escape(" / ".join(failure))}</p>' for failure in failures]
    histograms = {name: own["pause_histogram"] for name, own in figures.items() if "pause_histogram" in own}
    if histograms:
        names = list(histograms)
        bounds = sorted({int(bound) for counts in histograms.values() for bound in counts})
        groups = [(f"from {bound} us", [histograms[name].get(str(bound), 0) for name in names])
                  for bound in bounds]
        parts += ["<h2>Pauses: ticks by duration</h2>",
                  "<p>How many ticks took that long; bars are logarithmic, so that single pauses stay visible.</p>",
                  page.legend(names), page.bar_chart(groups, names, "", length=int.bit_length)]
    return page.document("pyro: memory", "\n".join(parts))


def write(path, text):
    os.makedirs(os.path.dirname(os.path.abspath(path)), exist_ok=True)
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)


def main(argv=None):
    parser, options = parse_arguments(argv)
    try:
        subjects = [] if options.no_pyro else [interpreters.find_pyro(options.pyro)]
        subjects += interpreters.parse_references(options.references)
    except FileNotFoundError as error:
        parser.error(str(error))
    names = [name for name in cases.CASES if fnmatch.fnmatch(name, options.only)]
    if not names or not subjects:
        parser.error("there is nothing to measure")
    figures, failures = collect(subjects, names, cases.Settings(options.quick, options.timeout))
    lines = rows(figures)
    write(options.json, json.dumps({"figures": figures, "failures": failures}, indent=1) + "\n")
    write(options.html, render_page(lines, figures, failures))
    print("\n".join(table.align(lines)))
    for failure in failures:
        print("FAILED {} under {}: {}".format(*failure))
    missed = sum(line[-1] == "NO" for line in lines[1:])
    print(f"{missed} bounds missed, {len(failures)} failures", file=sys.stderr)
    return 1 if missed or failures else 0


if __name__ == "__main__":
    sys.exit(main())
