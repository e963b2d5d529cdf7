"""Runs the benchmark folders of a pyperformance-style suite: DIR/bm_*/run_benchmark.py.

A folder holds a script that uses the `pyperf` module, and toml files whose
[tool.pyperformance] table names variants with extra options.  The scripts
find bench/pyperf_stub instead of pyperf; it times in one process and writes
a line of JSON per benchmark into the file named by PYPERF_STUB_RESULTS.
A folder that imports a package which is not installed is skipped, with the
package's name.
"""

import fnmatch
import json
import os
import re
import sys
import tempfile
import tomllib
from dataclasses import dataclass

from driver import measure
from driver.interpreters import clean_environment

STUB = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "pyperf_stub")
MISSING = re.compile(r"(?:ModuleNotFoundError|ImportError): No module named '?([\w.]+)'?")


@dataclass(frozen=True)
class Benchmark:
    """One variant of one folder: the script and the options that select the variant."""

    name: str
    script: str
    options: tuple = ()


def find(directory, pattern="*"):
    """The benchmarks under directory whose name matches, sorted."""
    found = []
    for folder in sorted(os.listdir(directory)) if os.path.isdir(directory) else []:
        path = os.path.join(directory, folder)
        if folder.startswith("bm_") and os.path.isfile(os.path.join(path, "run_benchmark.py")):
            found.extend(_variants(path, folder[3:]))
    return [benchmark for benchmark in found if fnmatch.fnmatch(benchmark.name, pattern)]


def _variants(path, default):
    """The folder's own benchmark and one for every further toml file."""
    base = _settings(os.path.join(path, "pyproject.toml"))
    result = {}
    for file in sorted(os.listdir(path), key=lambda name: (name != "pyproject.toml", name)):
        if not file.endswith(".toml"):
            continue
        settings = {**base, **_settings(os.path.join(path, file))}
        if file != "pyproject.toml":
            settings["name"] = _settings(os.path.join(path, file)).get("name", file[:-5])
        benchmark = _benchmark(path, settings, default)
        result[benchmark.name] = benchmark
    return list(result.values()) or [_benchmark(path, {}, default)]


def _settings(file):
    try:
        with open(file, "rb") as stream:
            return tomllib.load(stream).get("tool", {}).get("pyperformance", {})
    except (OSError, tomllib.TOMLDecodeError):
        return {}


def _benchmark(path, settings, default):
    name = settings.get("name", default)
    script = os.path.join(path, settings.get("runscript", "run_benchmark.py"))
    return Benchmark(name.removeprefix("bm_"), script, tuple(settings.get("extra_opts", ())))


def measure_benchmark(benchmark, subjects, options, results, progress):
    """Fills the rows of results that this benchmark yields; returns a line for the progress report."""
    outcomes = {subject.name: [] for subject in subjects}
    for round_number in range(1, options.n + 1):
        for subject in subjects:
            earlier = outcomes[subject.name]
            if earlier and earlier[-1][0].error:
                continue
            progress.step(benchmark.name, subject.name, round_number, options.n)
            earlier.append(_run_once(benchmark, subject, options))
            reason = _absent_package(earlier[-1][0])
            if reason:
                results.skipped[benchmark.name] = reason
                return f"{benchmark.name}: skipped, {reason}"
    _record(benchmark, outcomes, results)
    return f"{benchmark.name}: " + ", ".join(
        f"{name} {'FAILED: ' + runs[-1][0].error if runs[-1][0].error else 'ok'}"
        for name, runs in outcomes.items()
    )


def _run_once(benchmark, subject, options):
    """One process: its measurement and the seconds per benchmark name."""
    with tempfile.TemporaryDirectory(prefix="bench-suite-") as scratch:
        results_file = os.path.join(scratch, "results")
        environment = clean_environment(
            PYTHONPATH=STUB,
            PYPERF_STUB_RESULTS=results_file,
            PYPERF_STUB_SECONDS="0.3" if options.quick else "2",
        )
        command = [*subject.command, benchmark.script, *benchmark.options]
        run = measure.run(command, options.timeout, environment, os.path.dirname(benchmark.script))
        times = _read_times(results_file)
        if run.error is None and not times:
            run.error = "reported no benchmark"
        return run, times


def _read_times(path):
    times = {}
    try:
        with open(path, encoding="utf-8") as lines:
            for line in lines:
                entry = json.loads(line)
                times[entry["name"]] = min(entry["values"])
    except (OSError, ValueError):
        pass
    return times


def _absent_package(run):
    """The reason to skip: a package that is not part of the standard library is not there."""
    match = MISSING.search(run.error or "")
    if match and match[1].partition(".")[0] not in sys.stdlib_module_names:
        return f"needs the package {match[1]}, which is absent"
    return None


def _record(benchmark, outcomes, results):
    """Puts times and errors into results, one row per benchmark name."""
    names = {name: None for runs in outcomes.values() for _, times in runs for name in times}
    taken = set(results.cells)
    for name in names or {benchmark.name: None}:
        # Variants of one folder may report under the same names.
        row = f"{benchmark.name}/{name}" if name in taken else name
        for interpreter, runs in outcomes.items():
            cell = results.cell(row, interpreter)
            for run, times in runs:
                if run.error:
                    cell.error = run.error
                elif name in times:
                    cell.add(times[name], run.cpu, run.peak)
                else:
                    cell.error = f"did not report {name}"
