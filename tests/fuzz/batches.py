"""What both fuzzers share: running a generated program under two interpreters in a scratch directory."""

import argparse
import os
import pathlib
import shlex
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))

import harness


def parse_arguments(description, default_count, default_batch):
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--pyro", required=True, metavar="PATH", help="the interpreter under test")
    parser.add_argument("--reference", default="/usr/bin/python3.11", metavar="PATH")
    parser.add_argument("--pyro-args", default="", metavar="ARGS", help="more arguments for pyro, as one string")
    parser.add_argument("--seed", type=int, default=1, help="the same seed generates the same programs")
    parser.add_argument("--count", type=int, default=default_count, help="how many to generate in all")
    parser.add_argument("--batch", type=int, default=default_batch, help="how many in one process")
    parser.add_argument("--timeout", type=float, default=60, metavar="S", help="seconds for one process")
    parser.add_argument("--keep", metavar="DIRECTORY", help="write programs that differ there")
    parser.add_argument("--max-report", type=int, default=50, help="stop after this many differences")
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
