#!/usr/bin/python3.11
"""Runs CPython's own test-suite under pyro and compares it with what CPython makes of it.

usage: run.py --pyro PROGRAM [MODULE ...] [--area AREA] [--all] [-j N] [--update]

Without MODULE, --area or --all, the areas core and types. Each module runs in a process of its own (process.py), under pyro and,
once, under the reference (reference.py). The score is the share of the tests that the reference passes. The run fails when its
results differ from the list of what passes (ratchet.py); --update writes that list anew for the modules that ran. JSON and an
HTML page go to out/conformance.
"""

import argparse
import concurrent.futures
import fnmatch
import pathlib
import shlex
import signal
import sys

import html_page
import report
from areas import Areas
from exclusions import Exclusions
from process import Limits, ModuleRunner
from ratchet import Ratchet
from reference import Reference
from score import score_module

OUTPUT = pathlib.Path(__file__).resolve().parents[2] / "out" / "conformance"
NAMES_SHOWN = 20


def parse_arguments():
    parser = argparse.ArgumentParser(
        prog="./dev conformance", description="CPython's test-suite against the list of what must pass."
    )
    parser.add_argument("modules", nargs="*", metavar="MODULE", help="test modules: test_abc or abc")
    parser.add_argument("--pyro", required=True, metavar="PROGRAM", help="the interpreter under test")
    parser.add_argument("--pyro-args", default="", metavar="ARGS", help="options for it, in one word")
    parser.add_argument("--reference", default="/usr/bin/python3.11", metavar="PROGRAM")
    parser.add_argument("--area", action="append", default=[], help="modules of an area; may be repeated")
    parser.add_argument("--all", action="store_true", help="every module that is installed")
    parser.add_argument("--tests", metavar="PATTERN", help="only tests whose name fits; the ratchet is left alone")
    parser.add_argument("-j", type=int, default=1, dest="jobs", help="modules at a time")
    parser.add_argument("--update", action="store_true", help="write what passes into passes/ and drop needless exclusions")
    parser.add_argument("--stall", type=float, default=Limits.stall, help="seconds a test may take")
    parser.add_argument("--limit", type=float, default=Limits.total, help="seconds a module may take")
    parser.add_argument("--output", type=pathlib.Path, default=OUTPUT, help="folder for results.json and index.html")
    arguments = parser.parse_args()
    if arguments.update and arguments.tests:
        parser.error("--update needs whole modules, without --tests")
    return arguments


class Session:
    """One run of the harness."""

    def __init__(self, arguments):
        self.arguments = arguments
        self.areas = Areas()
        self.limits = Limits(stall=arguments.stall, total=arguments.limit)
        self.reference = Reference(arguments.reference, Limits())
        self.command = [str(pathlib.Path(arguments.pyro).resolve()), *shlex.split(arguments.pyro_args)]
        self.pattern = arguments.tests or "*"

    def modules(self):
        """What is to be run, the longest first, so that the last ones end together."""
        chosen = self.areas.select(self.arguments.modules, self.arguments.area, self.arguments.all)

        def cost(module):
            kept = self.reference.cached(module)
            return kept.seconds if kept else float("inf")

        return sorted(chosen, key=cost, reverse=True)

    def score(self, module):
        reference = self.reference.run(module)
        run = ModuleRunner(self.command, module, self.limits, self.pattern).run()
        keep = lambda test: fnmatch.fnmatchcase(test, self.pattern)
        return score_module(self.areas.area(module), run, reference, keep)

    def scores(self):
        modules = self.modules()
        progress = report.Progress(len(modules))
        scores = []
        pool = concurrent.futures.ThreadPoolExecutor(self.arguments.jobs)
        try:
            for future in concurrent.futures.as_completed([pool.submit(self.score, module) for module in modules]):
                scores.append(future.result())
                progress.finished(scores[-1])
        finally:
            pool.shutdown(cancel_futures=True)
            progress.end()
        return sorted(scores, key=lambda score: score.module)


def show_names(title, names):
    if names:
        print(f"\n{title}: {len(names)}")
        for name in names[:NAMES_SHOWN]:
            print(f"  {name}")
        if len(names) > NAMES_SHOWN:
            print(f"  ... and {len(names) - NAMES_SHOWN} more")


def compare(scores, ratchet, exclusions):
    """Prints what differs from the list; true if nothing does."""
    regressions, surprises = [], []
    for score in scores:
        worse, better = ratchet.judge(score)
        regressions += worse
        surprises += better
    passed = [test for score in scores for test in score.passed]
    failed = [failure.test for failure in report.all_failures(scores)]
    needless = [f"{entry.pattern} (exclusion)" for entry in exclusions.needless(passed, failed)]
    show_names("tests that should pass and do not", regressions)
    show_names("tests that pass and were not expected to; run again with --update", surprises + needless)
    return not (regressions or surprises or needless)


def update(scores, ratchet, exclusions):
    passed = [test for score in scores for test in score.passed]
    failed = [failure.test for failure in report.all_failures(scores)]
    exclusions.remove(list(exclusions.needless(passed, failed)))
    for score in scores:
        ratchet.record(score)
    ratchet.write()
    print("\nthe list of what passes is written")


def main():
    signal.signal(signal.SIGINT, signal.default_int_handler)  # children inherit an ignored SIGINT otherwise
    arguments = parse_arguments()
    session = Session(arguments)
    try:
        scores = session.scores()
    except KeyboardInterrupt:
        sys.exit("interrupted")
    arguments.output.mkdir(parents=True, exist_ok=True)
    area_names = session.areas.names()
    report.write_json(arguments.output / "results.json", scores, area_names, arguments.pyro)
    html_page.write(arguments.output / "index.html", scores, area_names, arguments.pyro)
    print(report.table(scores, area_names))
    if widest := report.widest_causes(scores):
        print(f"\ncauses of failure, the widest first\n{widest}")
    show_names("crashed or hung", [f"{score.module}: {death}" for score in scores for death in score.deaths])
    print(f"\ndetails: {arguments.output / 'index.html'}")
    if arguments.tests:
        return
    exclusions = Exclusions()
    ratchet = Ratchet(session.areas, exclusions)
    if arguments.update:
        update(scores, ratchet, exclusions)
    elif not compare(scores, ratchet, exclusions):
        sys.exit(1)


if __name__ == "__main__":
    main()
