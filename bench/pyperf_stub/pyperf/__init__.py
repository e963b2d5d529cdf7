"""A small stand-in for the `pyperf` module, enough for pyperformance's scripts.

Everything runs in one process: a benchmark is called once as a warm-up, then
repeatedly until PYPERF_STUB_SECONDS are used up.  The seconds per iteration
are printed, and appended as a line of JSON to the file PYPERF_STUB_RESULTS.
"""

import argparse
import json
import os
import subprocess
import sys
import time

__version__ = "0.stub"
VERSION = (0, 0, 0)

perf_counter = time.perf_counter

MOST_VALUES = 20


def python_implementation():
    return sys.implementation.name.lower()


def python_has_jit():
    return python_implementation() == "pypy"


def _budget():
    """Seconds to spend on one benchmark."""
    try:
        return float(os.environ.get("PYPERF_STUB_SECONDS", "1"))
    except ValueError:
        return 1.0


def _make_argparser():
    """pyperf's options, as far as scripts look at them; they are accepted and mostly ignored."""
    parser = argparse.ArgumentParser(description="benchmark")
    parser.add_argument("--rigorous", action="store_true")
    parser.add_argument("--fast", action="store_true")
    parser.add_argument("--debug-single-value", action="store_true")
    parser.add_argument("-p", "--processes", type=int)
    parser.add_argument("-n", "--values", type=int)
    parser.add_argument("-w", "--warmups", type=int)
    parser.add_argument("-l", "--loops", type=int, default=0)
    parser.add_argument("-v", "--verbose", action="store_true")
    parser.add_argument("-q", "--quiet", action="store_true")
    parser.add_argument("-o", "--output", metavar="FILE")
    parser.add_argument("--append", metavar="FILE")
    parser.add_argument("--pipe", type=int)
    parser.add_argument("--min-time", type=float, default=0.1)
    parser.add_argument("--timeout", type=float)
    parser.add_argument("--worker", action="store_true")
    parser.add_argument("--worker-task", type=int)
    parser.add_argument("--inherit-environ", metavar="VARS")
    parser.add_argument("--copy-env", action="store_true")
    parser.add_argument("--affinity", metavar="CPUS")
    parser.add_argument("--python", default=sys.executable)
    parser.add_argument("--compare-to", metavar="PYTHON")
    parser.add_argument("--profile", metavar="FILE")
    parser.add_argument("--hook", action="append")
    parser.add_argument("--tracemalloc", action="store_true")
    parser.add_argument("--track-memory", action="store_true")
    return parser


class Benchmark:
    """The result of one benchmark: seconds per iteration, one value per repetition."""

    def __init__(self, name, values, metadata):
        self._name = name
        self._values = tuple(values)
        self._metadata = metadata

    def get_name(self):
        return self._name

    def get_values(self):
        return self._values

    def get_nvalue(self):
        return len(self._values)

    def get_metadata(self):
        return dict(self._metadata)

    def mean(self):
        return sum(self._values) / len(self._values)

    def median(self):
        ordered = sorted(self._values)
        return ordered[len(ordered) // 2]


class Runner:
    """Takes pyperf.Runner's parameters; those about worker processes have no effect."""

    def __init__(self, values=None, warmups=None, processes=None, loops=0, min_time=0.1,
                 metadata=None, show_name=True, program_args=None, add_cmdline_args=None,
                 _argparser=None):
        self.metadata = dict(metadata or {})
        self.argparser = _argparser or _make_argparser()
        self.args = None
        self._show_name = show_name

    def parse_args(self, args=None):
        """Parses the command line once; later calls return the same namespace."""
        if self.args is None:
            self.args = self.argparser.parse_args(args)
        return self.args

    def bench_time_func(self, name, time_func, *args, **kwargs):
        """time_func(loops, *args) returns the seconds that loops iterations took."""
        inner_loops, metadata = self._options("bench_time_func", kwargs)
        return self._measure(name, lambda loops: time_func(loops, *args), inner_loops, metadata)

    def bench_func(self, name, func, *args, **kwargs):
        """Times func(*args)."""
        inner_loops, metadata = self._options("bench_func", kwargs)

        def time_loops(loops):
            counter = range(loops)
            started = perf_counter()
            for _ in counter:
                func(*args)
            return perf_counter() - started

        return self._measure(name, time_loops, inner_loops, metadata)

    def bench_async_func(self, name, func, *args, **kwargs):
        """Times await func(*args) in one event loop per repetition."""
        import asyncio

        loop_factory = kwargs.pop("loop_factory", None) or asyncio.new_event_loop
        inner_loops, metadata = self._options("bench_async_func", kwargs)

        async def repeat(loops):
            counter = range(loops)
            started = perf_counter()
            for _ in counter:
                await func(*args)
            return perf_counter() - started

        def time_loops(loops):
            loop = loop_factory()
            asyncio.set_event_loop(loop)
            try:
                return loop.run_until_complete(repeat(loops))
            finally:
                loop.run_until_complete(loop.shutdown_asyncgens())
                asyncio.set_event_loop(None)
                loop.close()

        return self._measure(name, time_loops, inner_loops, metadata)

    def bench_command(self, name, command, **kwargs):
        """Times a command, from its start to its end."""
        inner_loops, metadata = self._options("bench_command", kwargs)

        def time_loops(loops):
            started = perf_counter()
            for _ in range(loops):
                subprocess.run(command, check=True, stdin=subprocess.DEVNULL,
                               stdout=subprocess.DEVNULL)
            return perf_counter() - started

        return self._measure(name, time_loops, inner_loops, metadata)

    def timeit(self, name, stmt=None, setup="pass", teardown="pass", inner_loops=None,
               duplicate=None, metadata=None, globals=None):
        """Times statements given as text; without stmt, name is the statement."""
        import timeit

        stmt = name if stmt is None else stmt
        statements = list(stmt) if isinstance(stmt, (list, tuple)) else [stmt]
        copies = duplicate or 1
        join = "\n".join
        body = join(statements * copies)
        before = join(setup) if isinstance(setup, (list, tuple)) else setup
        after = join(teardown) if isinstance(teardown, (list, tuple)) else teardown
        timer = timeit.Timer(body, before, perf_counter, globals)

        def time_loops(loops):
            seconds = timer.timeit(loops)
            if after != "pass":
                exec(after, globals if globals is not None else {})
            return seconds

        return self._measure(name, time_loops, (inner_loops or 1) * copies, metadata)

    @staticmethod
    def _options(method, kwargs):
        inner_loops = kwargs.pop("inner_loops", None)
        metadata = kwargs.pop("metadata", None)
        if kwargs:
            raise TypeError("%s() got unexpected keyword arguments: %s" % (method, ", ".join(kwargs)))
        return inner_loops or 1, metadata

    def _measure(self, name, time_loops, inner_loops, metadata):
        """Warm-up and calibration, then values until the time is used up."""
        args = self.parse_args()
        budget = _budget()
        loops = args.loops or 1
        begun = perf_counter()
        seconds = time_loops(loops)
        while not args.loops and seconds < budget / 50 and perf_counter() - begun < budget / 2:
            loops *= 2
            seconds = time_loops(loops)
        values = []
        wanted = 1 if args.debug_single_value else args.values or MOST_VALUES
        while not values or (len(values) < wanted and perf_counter() - begun < budget):
            values.append(time_loops(loops) / (loops * inner_loops))
        self._report(name, values)
        return Benchmark(name, values, {**self.metadata, **(metadata or {})})

    def _report(self, name, values):
        label = name + ": " if self._show_name else ""
        print("%s%.6g s (least of %d)" % (label, min(values), len(values)), flush=True)
        path = os.environ.get("PYPERF_STUB_RESULTS")
        if path:
            with open(path, "a", encoding="utf-8") as results:
                results.write(json.dumps({"name": name, "values": values}) + "\n")
