"""The memory cases: how each is measured, and the bound that pyro has to keep.

A case is a function of the Settings and an interpreter that returns figures by
metric name, or raises CaseError.  METRICS says how each figure is shown and
bounded; a bound is a number, or a function of all figures by interpreter.
"""

import json
import os
import tempfile
from dataclasses import dataclass

from driver import measure
from driver.interpreters import clean_environment

HERE = os.path.dirname(os.path.abspath(__file__))
CPYTHON = "python3.11"
MEGABYTE = 1 << 20


class CaseError(Exception):
    """A program failed; the text says how."""


@dataclass(frozen=True)
class Settings:
    """What holds for all cases of one run."""

    quick: bool
    timeout: float

    def run(self, interpreter, *arguments, options=()):
        """Output of `interpreter OPTIONS arguments`; PyPy gets a nursery of 4 MB."""
        environment = clean_environment(PYPY_GC_NURSERY="4M")
        run = measure.run([*interpreter.command, *options, *arguments], self.timeout, environment, HERE)
        if run.error:
            raise CaseError(run.error)
        return run

    def json(self, interpreter, *arguments, options=()):
        output = self.run(interpreter, *arguments, options=options).output
        try:
            return json.loads(output.splitlines()[-1])
        except (ValueError, IndexError):
            raise CaseError(f"no figures in its output: {output.strip()[-80:]!r}") from None


# Bytes per item: label and bound by the kind's name in items.py.
ITEMS = {
    "instance": ("instance with 4 attributes", 40),
    "slots": ("instance with 4 __slots__", 40),
    "tuple": ("tuple of 2 ints", 24),
    "string": ("distinct 9-character ASCII string", 24),
    "float": ("float in a list, without the slot", 0),
    "list": ("list of 3 small objects", 56),
    "closure": ("closure over one variable", 80),
    "int_in_list": ("int in a list, slot included", 8),
    "int_dict": ("entry of an int-to-int dict", 40),
    "int_set": ("entry of a set of ints", 28),
    "json_record": ("parsed JSON record", 150),
    "empty_dict": ("empty dict", 24),
    "empty_list": ("empty list", 24),
    "bound_method": ("bound method", 24),
    "generator": ("generator object", 120),
}
# A million items: what the heap's own granularity and the nursery add per item.
ITEM_TOLERANCE = 4.5


def item_case(kind):
    def measure_item(settings, interpreter):
        words = settings.run(interpreter, "items.py", kind).output.split()
        if len(words) != 2 or words[0] != kind:
            raise CaseError("items.py printed no figure")
        return {kind: float(words[1])}
    return measure_item


def startup(settings, interpreter):
    modules = "import asyncio, json, re, typing, dataclasses, logging"

    def least_peak(source):
        return min(settings.run(interpreter, "-c", source).peak for _ in range(3)) / MEGABYTE

    return {"rss_pass": least_peak("pass"), "rss_imports": least_peak(modules)}


def churn(settings, interpreter):
    operations = "60000" if settings.quick else "400000"
    with tempfile.TemporaryDirectory(prefix="bench-churn-") as scratch:
        live = os.path.join(scratch, "live")
        churned = settings.json(interpreter, "churn.py", "--save", live, operations)
        loaded = settings.json(interpreter, "churn.py", "--load", live)
    return {"churn_end": churned["end"] / MEGABYTE, "churn_over_live": churned["end"] / loaded["end"]}


def fragmentation(settings, interpreter):
    sizes = settings.json(interpreter, "fragmentation.py", "40000" if settings.quick else "150000")
    return {"fragmentation": sizes["cut"] / sizes["full"]}


def pauses(settings, interpreter):
    ticks = "5000" if settings.quick else "30000"
    small = settings.json(interpreter, "pauses.py", "200000" if settings.quick else "1000000", ticks)
    figures = {"pause_max": small["max"] / 1000, "pause_p99": small["p99"] / 1000,
               "pause_build": small["build_max"] / 1000, "pause_full": small["full"],
               "pause_histogram": small["histogram"]}
    if not settings.quick:
        large = settings.json(interpreter, "pauses.py", "10000000", ticks)
        figures["pause_max_large"] = large["max"] / 1000
        figures["pause_full_large"] = large["full"]
    return figures


def heap_limit(settings, interpreter):
    if interpreter.name.startswith("pypy"):
        return {}  # It aborts when its address space is limited; there is nothing to compare.
    options = ("-X", "heap-limit=64m") if interpreter.name == "pyro" else ()
    rounds = "10" if settings.quick else "100"
    counts = settings.json(interpreter, "heap_limit.py", rounds, options=options)
    return {"heap_limit": float(counts["rounds"])}


def prefork(settings, interpreter):
    scale = ["4000", "8000"] if settings.quick else ["20000", "40000"]
    forked = settings.json(interpreter, "prefork.py", *scale)
    single = settings.json(interpreter, "prefork.py", "--single", *scale)
    end = forked[f"after_{scale[1]}"]
    return {
        "prefork_start": forked["fork"] / MEGABYTE,
        "prefork_end": end / MEGABYTE,
        "prefork_collected": forked["collected"] / MEGABYTE,
        "prefork_ideal": (single["parent"] + 4 * single["growth"]) / MEGABYTE,
        "prefork_rate": forked["requests_per_cpu_second"],
    }


def collector_share(settings, interpreter):
    figures = settings.json(interpreter, "collector_share.py", "12" if settings.quick else "14")
    return {"collector_share": figures["share"]}


CASES = {f"item-{kind}": item_case(kind) for kind in ITEMS}
CASES.update({
    "startup": startup, "churn": churn, "fragmentation": fragmentation, "pauses": pauses,
    "heap_limit": heap_limit, "prefork": prefork, "collector_share": collector_share,
})


@dataclass(frozen=True)
class Metric:
    """A row of the table.  bound: a number, a function(figures, own figures), or None."""

    label: str
    unit: str
    bound: object = None


def of_cpython(metric, factor):
    """A bound relative to CPython's figure in the same run."""
    def bound(figures, own):
        value = figures.get(CPYTHON, {}).get(metric)
        return None if value is None else value * factor
    return bound


def of_own(metric, factor):
    """A bound relative to another of the interpreter's own figures."""
    def bound(figures, own):
        value = own.get(metric)
        return None if value is None else value * factor
    return bound


METRICS = {kind: Metric(label, "bytes", bound) for kind, (label, bound) in ITEMS.items()}
METRICS.update({
    "rss_pass": Metric("peak RSS of -c pass", "MB", of_cpython("rss_pass", 1.0)),
    "rss_imports": Metric("peak RSS of six imports", "MB", of_cpython("rss_imports", 0.8)),
    "churn_over_live": Metric("churn: RSS at the end over live data's", "x", 1.15),
    "churn_end": Metric("churn: RSS at the end", "MB", of_cpython("churn_end", 0.5)),
    "fragmentation": Metric("caches cut to a tenth: RSS after over before", "x", 0.5),
    "pause_max": Metric("longest tick beside a large live graph", "ms", 5.0),
    "pause_p99": Metric("p99 of the ticks", "ms", 2.0),
    "pause_max_large": Metric("longest tick, ten times the graph", "ms", of_own("pause_max", 2.0)),
    "pause_full": Metric("full collections during the ticks", "", None),
    "pause_full_large": Metric("the same, ten times the graph", "", None),
    "pause_build": Metric("longest stall while the graph is built", "ms", 5.0),
    "heap_limit": Metric("rounds to MemoryError and back", "rounds"),
    "prefork_start": Metric("pre-fork: PSS of all after the fork", "MB"),
    "prefork_end": Metric("pre-fork: after all requests", "MB", of_own("prefork_ideal", 1.1)),
    "prefork_collected": Metric("pre-fork: after full collections", "MB", of_own("prefork_end", 1.05)),
    "prefork_ideal": Metric("pre-fork: parent + 4 x one process's growth", "MB"),
    "prefork_rate": Metric("pre-fork: requests per CPU second", "1/s"),
    "collector_share": Metric("share of time in the collector, trees", "x", 0.15),
})
