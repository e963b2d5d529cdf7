#!/usr/bin/python3.11
"""Runs the programs under tests/programs with pyro and with a reference interpreter, and compares what they do.

usage: tests/run.py --pyro PATH [--reference PATH] [-j N] [--area AREA] [FILTER ...]

A FILTER keeps the programs whose AREA/NAME contains it. tests/README.md says how programs are written, and what
tests/known_failures.txt is for.
"""

import argparse
import collections
import concurrent.futures
import dataclasses
import hashlib
import json
import os
import pathlib
import re
import shlex
import subprocess
import sys
import time

import harness
import stress

TESTS = pathlib.Path(__file__).resolve().parent
PROGRAMS = TESTS / "programs"
KNOWN_FAILURES = TESTS / "known_failures.txt"
CACHE = TESTS.parent / "out" / "test-cache"
CACHE_FORMAT = "1"
NEEDS = re.compile(r"^# needs: (\w+)$", re.MULTILINE)


class Program:
    """One test program; its name is AREA/NAME."""

    def __init__(self, path):
        self.path = path
        self.area = path.parent.name
        self.name = f"{self.area}/{path.stem}"
        self.source = path.read_bytes()
        self.needs = NEEDS.findall(self.source.decode())
        self.imports = stress.imported_names(self.source.decode())
        self.is_light = stress.is_light(self.source.decode())
        self.listed_imports = stress.listed_names(self.source.decode())


class Reference:
    """The reference interpreter, with a cache of outcomes keyed by its version and the program's text."""

    def __init__(self, interpreter, timeout, use_cache):
        self.interpreter = interpreter
        self.timeout = timeout
        self.use_cache = use_cache
        self.version = self._probe("import sys; print(sys.version)")
        self.modules = {}

    def _probe(self, code):
        done = subprocess.run(
            [self.interpreter, "-c", code], capture_output=True, text=True, stdin=subprocess.DEVNULL
        )
        return done.stdout if done.returncode == 0 else ""

    def has_module(self, name):
        if name not in self.modules:
            self.modules[name] = self._probe(f"import {name}; print('yes')") == "yes\n"
        return self.modules[name]

    def outcome(self, program):
        key = [CACHE_FORMAT, self.interpreter, self.version, program.name]
        digest = hashlib.sha256("\0".join(key).encode() + b"\0" + program.source).hexdigest()
        entry = CACHE / f"{digest}.json"
        if self.use_cache:
            try:
                return harness.Outcome(**json.loads(entry.read_text()))
            except (OSError, ValueError, TypeError):
                pass
        outcome = harness.run_program([self.interpreter], program.path, self.timeout)
        if not outcome.timed_out:
            self._store(entry, outcome)
        return outcome

    @staticmethod
    def _store(entry, outcome):
        CACHE.mkdir(parents=True, exist_ok=True)
        partial = entry.with_suffix(f".{os.getpid()}.partial")
        partial.write_text(json.dumps(dataclasses.asdict(outcome)))
        partial.replace(entry)


def find_programs(area, filters):
    programs = []
    for path in sorted(PROGRAMS.glob("*/*.py")):
        name = f"{path.parent.name}/{path.stem}"
        if area and path.parent.name != area:
            continue
        if filters and not any(part in name for part in filters):
            continue
        if path.stem in sys.stdlib_module_names:
            # The program's folder is the first entry of sys.path, so the file would hide the module from all its neighbours.
            raise SystemExit(f"error: {name} has the name of a standard module")
        programs.append(Program(path))
    return programs


def read_known_failures():
    """The names in known_failures.txt, each with its reason."""
    known = {}
    if not KNOWN_FAILURES.exists():
        return known
    for line in KNOWN_FAILURES.read_text().splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        name, _, reason = line.partition(":")
        if not reason.strip():
            raise SystemExit(f"error: no reason given in known_failures.txt: {line}")
        known[name.strip()] = reason.strip()
    return known


def unknown_names(known):
    """The entries of known_failures.txt that name no program (any more)."""
    return [name for name in known if not (PROGRAMS / f"{name}.py").is_file()]


def remove_known_failures(names):
    lines = KNOWN_FAILURES.read_text().splitlines(keepends=True)
    kept = [line for line in lines if line.partition(":")[0].strip() not in names]
    KNOWN_FAILURES.write_text("".join(kept))


class Run:
    """The results of one run: counts by area, failures and unexpected passes."""

    def __init__(self, options, reference, known):
        self.options = options
        self.reference = reference
        self.known = known
        self.counts = collections.defaultdict(collections.Counter)
        self.failed = []
        self.seconds = {}
        self.unexpected_passes = []
        self.passed = set(options.journal.read_text().splitlines()) if options.journal and options.journal.exists() else set()
        self.imports = stress.Imports(options.pyro, options.jobs, options.timeout)

    def execute(self, program):
        """Returns the report on one program: a list of lines, empty if it passed, or None if it cannot run here."""
        if not all(self.reference.has_module(name) for name in program.needs):
            return None
        expected = self.reference.outcome(program)
        if expected.timed_out or expected.crashed():
            return [f"the reference itself failed: {expected.status()}"]
        command = [self.options.pyro, *self.options.pyro_args]
        if self.options.gc_stress:
            command += stress.after_imports(self.imports.importable(program.imports))
        start = time.monotonic()
        actual = harness.run_program(command, program.path, self.options.timeout)
        self.seconds[program.name] = time.monotonic() - start
        return harness.differences(expected, actual)

    def stress_startup(self):
        """What the programs under stress leave out: start-up, and with it the end."""
        if "start-up" in self.passed:
            return
        actual = harness.run_program([self.options.pyro, stress.MOVE_ALL, "-c", "pass"], "argument", self.options.timeout)
        self.record_part("start-up", "start-up", harness.differences(harness.Outcome("", "", 0), actual))

    def stress_imports(self, programs):
        """The other thing they leave out: the import of what they use."""
        names = {name for program in programs for name in program.imports + program.listed_imports}
        passed = {name.removeprefix("import ") for name in self.passed}
        for name, report in self.imports.stress(names, passed):
            self.record_part("imports", f"import {name}", report)

    def record_part(self, area, name, report):
        self.counts[area]["failed" if report else "passed"] += 1
        self.note(name, report)
        if report:
            print(f"FAIL {name}")
            print("".join(f"    {line}\n" for line in report), end="")
        sys.stdout.flush()

    def note(self, name, report):
        if self.options.journal and not report:
            with self.options.journal.open("a") as journal:
                journal.write(f"{name}\n")

    def record(self, program, report):
        self.note(program.name, report)
        counts = self.counts[program.area]
        known = program.name in self.known
        if report is None:
            counts["skipped"] += 1
        elif report and known:
            counts["known"] += 1
        elif report:
            counts["failed"] += 1
            self.failed.append(program.name)
            print(f"FAIL {program.name}")
            if not self.options.quiet:
                print("".join(f"    {line}\n" for line in report), end="")
        elif known:
            self.unexpected_passes.append(program.name)
            counts["passed" if self.options.update else "failed"] += 1
            print(f"UNEXPECTED PASS {program.name}: listed as failing: {self.known[program.name]}")
        else:
            counts["passed"] += 1
        sys.stdout.flush()

    def summary(self):
        """Prints a line per area and the totals; returns the exit code."""
        total = collections.Counter()
        for area in sorted(self.counts):
            counts = self.counts[area]
            total.update(counts)
            known = f", {counts['known']} known failures" if counts["known"] else ""
            print(f"{area:16} {counts['passed']:4} passed {counts['failed']:4} failed{known}")
        for name in sorted(self.seconds, key=self.seconds.get, reverse=True)[: self.options.slowest]:
            print(f"{self.seconds[name]:8.1f} s {name}")
        skipped = total["skipped"] + total["known"]
        print(f"{total['passed']} passed, {total['failed']} failed, {skipped} skipped")
        return 1 if total["failed"] or not (total["passed"] or self.passed) else 0


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--pyro", metavar="PATH", help="the interpreter under test")
    parser.add_argument("--reference", default="/usr/bin/python3.11", metavar="PATH")
    parser.add_argument("-j", "--jobs", type=int, default=os.cpu_count() or 1, metavar="N")
    parser.add_argument("--area", help="only programs/AREA")
    parser.add_argument("--pyro-args", default="", metavar="ARGS", help="more arguments for pyro, as one string")
    parser.add_argument(
        "--gc-stress",
        choices=("light", "programs", "imports", "all"),
        help=f"run pyro with {stress.MOVE_ALL}: the programs after their imports (light: those that import next to nothing), the imports by themselves, or all",
    )
    parser.add_argument("--timeout", type=float, metavar="S", help="seconds for one program (60; 3600 under stress)")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="only every N-th of the programs selected")
    parser.add_argument("--slowest", type=int, default=0, metavar="N", help="show the times of N programs")
    parser.add_argument("--list", action="store_true", help="print the names and stop")
    parser.add_argument("--journal", type=pathlib.Path, metavar="FILE", help="leave out what the file names, and add what passes: a long run goes on where it stopped")
    parser.add_argument("--update", action="store_true", help="remove known failures that pass now")
    parser.add_argument("--quiet", action="store_true", help="names of failures only, no differences")
    parser.add_argument("--no-cache", action="store_true", help="run the reference even if its outcome is known")
    parser.add_argument("filters", nargs="*", metavar="FILTER")
    options = parser.parse_args()
    if not options.pyro and not options.list:
        parser.error("--pyro is needed")
    options.pyro_args = shlex.split(options.pyro_args)
    options.timeout = options.timeout or (3600 if options.gc_stress else 60)
    return options


def main():
    options = parse_arguments()
    programs = find_programs(options.area, options.filters)
    programs = programs[:: options.every]
    if options.list:
        print("".join(f"{program.name}\n" for program in programs), end="")
        return 0
    harness.limit_this_process()
    options.pyro = harness.resolve_interpreter(options.pyro)
    reference = Reference(harness.resolve_interpreter(options.reference), options.timeout, not options.no_cache)
    # The list is about pyro: a reference that is compared with itself has no failures to expect.
    known = {} if os.path.samefile(options.pyro, reference.interpreter) else read_known_failures()
    for name in unknown_names(known) if not options.update else ():
        raise SystemExit(f"error: known_failures.txt names {name}, which does not exist")
    run = Run(options, reference, known)
    if options.gc_stress and not options.area and not options.filters:
        run.stress_startup()
    if options.gc_stress in ("imports", "all"):
        run.stress_imports(programs)
    if options.gc_stress:
        programs = [program for program in programs if not program.listed_imports and options.gc_stress != "imports"]
    if options.gc_stress == "light":
        programs = [program for program in programs if program.is_light]
    programs = [program for program in programs if program.name not in run.passed]
    with concurrent.futures.ThreadPoolExecutor(max(1, options.jobs)) as pool:
        for program, report in zip(programs, pool.map(run.execute, programs)):
            run.record(program, report)
    if options.update:
        remove_known_failures({*run.unexpected_passes, *unknown_names(known)})
    return run.summary()


if __name__ == "__main__":
    sys.exit(main())
