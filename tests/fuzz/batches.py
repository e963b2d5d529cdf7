"""What both fuzzers share: running a generated program under two interpreters in a scratch directory."""

import argparse
import os
import pathlib
import shlex
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))

import harness


def parse_arguments(description, default_count, default_batch, kinds=()):
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--pyro", required=True, metavar="PATH", help="the interpreter under test")
    parser.add_argument("--reference", default="/usr/bin/python3.11", metavar="PATH")
    parser.add_argument("--pyro-args", default="", metavar="ARGS", help="more arguments for pyro, as one string")
    parser.add_argument("--seed", type=int, default=1, help="the same seed generates the same programs")
    parser.add_argument("--count", type=int, default=default_count, help="how many to generate in all")
    parser.add_argument("--batch", type=int, default=default_batch, help="how many in one process")
    parser.add_argument("--timeout", type=float, default=20, metavar="S", help="seconds for one process")
    parser.add_argument("--keep", metavar="DIRECTORY", help="write programs that differ there")
    parser.add_argument("--max-report", type=int, default=50, help="stop after this many differences")
    if kinds:
        parser.add_argument("--only", choices=kinds, help="one kind of them")
    return parser.parse_args()


class Interpreters:
    """The pair under comparison. `run` returns the outcomes of one program text, reference first."""

    def __init__(self, options):
        harness.limit_this_process()
        self.reference = [harness.resolve_interpreter(options.reference)]
        self.pyro = [harness.resolve_interpreter(options.pyro), *shlex.split(options.pyro_args)]
        self.timeout = options.timeout
        self.keep = pathlib.Path(options.keep) if options.keep else None

    def run(self, source):
        with tempfile.TemporaryDirectory(prefix="pyro-fuzz-") as directory:
            path = os.path.join(directory, "program.py")
            pathlib.Path(path).write_text(source, encoding="utf-8")
            return (
                harness.run_program(self.reference, path, self.timeout),
                harness.run_program(self.pyro, path, self.timeout),
            )

    def save(self, name, source):
        if self.keep:
            self.keep.mkdir(parents=True, exist_ok=True)
            (self.keep / name).write_text(source, encoding="utf-8")


def results_by_index(outcome):
    result = {}
    for line in outcome.stdout.split("\n"):
        index, _, text = line.partition(" ")
        if index.isdigit():
            result[int(index)] = text
    return result


class Comparison:
    """Compares batches of numbered tries, each of which prints one line: its number and its outcome. `program` makes the text of a batch
    from pairs of a number and a try; `name` is what a try is called. `documented` tells of a try and both outcomes whether the difference
    between them stands in docs/incompatibilities.md."""

    def __init__(self, interpreters, limit, program, name, documented=lambda text, expected, actual: False):
        self.interpreters = interpreters
        self.limit = limit
        self.program = program
        self.name = name
        self.documented = documented
        self.differences = 0

    def run(self, options, generate):
        """Compares as many tries as the options want; returns how many there were."""
        done = 0
        while done < options.count and self.differences < self.limit:
            size = min(options.batch, options.count - done)
            self.compare([(done + place, generate()) for place in range(size)])
            done += size
        return done

    def report(self, index, text, expected, actual):
        if self.documented(text, expected, actual):
            return
        self.differences += 1
        shown = ascii(text) if "\n" in text or not text.isprintable() else text
        print(f"DIFFERENCE {index}: {shown}\n    reference: {expected[:400]}\n    pyro:      {actual[:400]}", flush=True)
        self.interpreters.save(f"{self.name}_{index}.py", self.program([(index, text)]))

    def compare(self, tries):
        """Compares a batch; whatever did not get a result on pyro's side is run again in smaller batches."""
        if not tries or self.differences >= self.limit:
            return
        expected_outcome, actual_outcome = self.interpreters.run(self.program(tries))
        expected, actual = results_by_index(expected_outcome), results_by_index(actual_outcome)
        missing = []
        for index, text in tries:
            if index in expected and index in actual:
                if expected[index] != actual[index] and self.differences < self.limit:
                    self.report(index, text, expected[index], actual[index])
            elif index in expected or index in actual:
                missing.append((index, text))
        if len(tries) == 1 and expected_outcome.timed_out:
            return  # nothing to compare with
        if len(tries) == 1 and (missing or expected_outcome.status() != actual_outcome.status()):
            index, text = tries[0]
            self.report(index, text, self.describe(expected_outcome), self.describe(actual_outcome))
        elif missing:
            # What stopped pyro is most likely the first one without a result, so that one goes alone.
            head, tail = missing[:1], missing[1:]
            self.compare(head)
            middle = len(tail) // 2
            self.compare(tail[:middle])
            self.compare(tail[middle:])

    @staticmethod
    def describe(outcome):
        last = outcome.stderr.strip().split("\n")[-1]
        return f"{outcome.status()} {outcome.stdout.strip()} {last}"
