#!/usr/bin/env python3
"""The benchmark driver behind `./dev bench`.

Runs every program of bench/programs (or of a pyperformance-style suite) in
fresh processes under pyro and the reference interpreters, interleaved, and
keeps the least of N runs.  Prints a table, writes JSON and an HTML page.
Exit status: 0 when everything ran, 1 when a program failed, 2 for bad usage.
"""

import argparse
import fnmatch
import json
import os
import sys
import time

BENCH = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, BENCH)

from driver import interpreters, measure, page, suite, table  # noqa: E402
from driver.results import Results  # noqa: E402

OUT = os.path.join(os.path.dirname(BENCH), "out", "bench")


def parse_arguments(argv):
    parser = argparse.ArgumentParser(prog="bench", description=__doc__.split("\n\n")[0])
    parser.add_argument("--pyro", metavar="PATH", help="the pyro binary (default ./bazel-bin/pyro)")
    parser.add_argument("--no-pyro", action="store_true", help="measure the references only")
    parser.add_argument("--references", metavar="A,B",
                        help="commands to compare with, or none (default python3.11 and pypy3)")
    parser.add_argument("--quick", action="store_true", help="small scales; under two minutes")
    parser.add_argument("--only", metavar="GLOB", default="*", help="programs whose name matches")
    parser.add_argument("-n", type=int, metavar="N", help="runs of each (default 5; 2 with --quick)")
    parser.add_argument("--clock", choices=("cpu", "wall"), default="cpu", help="time for ratios")
    parser.add_argument("--timeout", type=float, metavar="S", help="for one run (default 60; 10)")
    parser.add_argument("--json", metavar="FILE", default=os.path.join(OUT, "results.json"))
    parser.add_argument("--html", metavar="FILE", default=os.path.join(OUT, "results.html"))
    parser.add_argument("--suite", metavar="DIR", help="run DIR/bm_*/run_benchmark.py instead")
    parser.add_argument("--markdown", action="store_true", help="print the README's table")
    options = parser.parse_args(argv)
    options.n = options.n or (2 if options.quick else 5)
    options.timeout = options.timeout or (10 if options.quick else 60)
    if options.n < 1 or options.timeout <= 0:
        parser.error("-n and --timeout must be positive")
    return parser, options


class Progress:
    """One changing line on a terminal, one line per program elsewhere (on stderr)."""

    def __init__(self, total):
        self.total = total
        self.live = sys.stderr.isatty()
        self.index = 0

    def step(self, program, interpreter, round_number, rounds):
        if self.live:
            text = f"[{self.index + 1}/{self.total}] {program}: {interpreter} {round_number}/{rounds}"
            print(f"\r\x1b[K{text}", end="", file=sys.stderr, flush=True)

    def done(self, text):
        self.index += 1
        if self.live:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)
        else:
            print(f"[{self.index}/{self.total}] {text}", file=sys.stderr, flush=True)


def own_programs(pattern):
    """(name, path) of the programs in bench/programs that match."""
    folder = os.path.join(BENCH, "programs")
    names = sorted(name[:-3] for name in os.listdir(folder) if name.endswith(".py"))
    return [(name, os.path.join(folder, name + ".py"))
            for name in names if fnmatch.fnmatch(name, pattern)]


def check_answer(name, run):
    """A run that ended well must also have said so."""
    if run.error is None and not run.output.startswith(f"{name} ok"):
        run.error = f"did not print '{name} ok': {run.output.strip()[-80:]!r}"


def measure_program(name, path, subjects, options, results, progress):
    """All rounds of one program, interleaved; an interpreter that fails is not asked again."""
    environment = interpreters.clean_environment()
    for round_number in range(1, options.n + 1):
        for subject in subjects:
            cell = results.cell(name, subject.name)
            if cell.error is not None:
                continue
            progress.step(name, subject.name, round_number, options.n)
            command = [*subject.command, path] + (["--quick"] if options.quick else [])
            run = measure.run(command, options.timeout, environment)
            check_answer(name, run)
            if run.error is None:
                cell.add(run.wall, run.cpu, run.peak)
            else:
                cell.error = run.error


def describe(name, results):
    """One program's outcome in a line, for the progress report."""
    parts = []
    for interpreter, cell in results.cells.get(name, {}).items():
        seconds = getattr(cell, results.clock)
        parts.append(f"{interpreter} {seconds:.3f} s" if cell.good else f"{interpreter} FAILED ({cell.error})")
    return f"{name}: " + ", ".join(parts)


def run_own(subjects, options, parser):
    programs = own_programs(options.only)
    if not programs:
        parser.error(f"no program matches {options.only}")
    results = Results([subject.name for subject in subjects], options.clock)
    progress = Progress(len(programs))
    for name, path in programs:
        measure_program(name, path, subjects, options, results, progress)
        progress.done(describe(name, results))
    return results


def run_suite(subjects, options, parser):
    benchmarks = suite.find(options.suite, options.only)
    if not benchmarks:
        parser.error(f"no bm_*/run_benchmark.py in {options.suite} matches {options.only}")
    results = Results([subject.name for subject in subjects], "wall")
    progress = Progress(len(benchmarks))
    for benchmark in benchmarks:
        progress.done(suite.measure_benchmark(benchmark, subjects, options, results, progress))
    return results


def write(path, text):
    os.makedirs(os.path.dirname(os.path.abspath(path)), exist_ok=True)
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)


def report(results, options, elapsed):
    data = results.as_json()
    data.update(quick=options.quick, runs=options.n, elapsed_s=round(elapsed, 1))
    write(options.json, json.dumps(data, indent=1) + "\n")
    write(options.html, page.render(results, options.quick, options.n))
    print(table.markdown(results) if options.markdown else table.render(results))
    where = f"{os.path.relpath(options.json)}, {os.path.relpath(options.html)}"
    print(f"least of {options.n} runs, {results.clock} time; {elapsed:.0f} s in all; written: {where}",
          file=sys.stderr)


def main(argv=None):
    parser, options = parse_arguments(argv)
    try:
        subjects = [] if options.no_pyro else [interpreters.find_pyro(options.pyro)]
        subjects += interpreters.parse_references(options.references)
    except FileNotFoundError as error:
        parser.error(str(error))
    if not subjects:
        parser.error("there is no interpreter to measure")
    started = time.monotonic()
    results = (run_suite if options.suite else run_own)(subjects, options, parser)
    report(results, options, time.monotonic() - started)
    return 1 if results.failures() else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit("\nbench: interrupted")
