"""Runs the unit tests (Bazel) and the Python tests, and counts what passed.

The last line of the output is `N passed, N failed` or `N passed, N failed, N skipped`; the exit status is non-zero when
something failed, did not build, or when there was nothing to run. A unit test counts by its GoogleTest cases, a test
program without such a report (a link test) counts as one.
"""

import argparse
import dataclasses
import json
import os
import re
import subprocess
import sys
import tempfile
import urllib.parse
import xml.etree.ElementTree

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PYTHON_TESTS = (
    ("tests/run.py",),
    ("tests/run.py", "--gc-stress=light"),
    ("tests/capi/run.py",),
    ("tests/command_line.py",),
    ("tests/docstrings.py",),
)
STRESS_TEST = ("tests/run.py", "--gc-stress=all")
QUIET = "--ui_event_filters=-info"
# Of the log of a failing test program at most this much is shown: the end.
SHOWN_LOG_BYTES = 20_000
SUMMARY = re.compile(r"^(\d+) passed, (\d+) failed(?:, (\d+) skipped)?$")


@dataclasses.dataclass
class Counts:
    passed: int = 0
    failed: int = 0
    skipped: int = 0

    def add(self, other):
        self.passed += other.passed
        self.failed += other.failed
        self.skipped += other.skipped

    def __str__(self):
        text = f"{self.passed} passed, {self.failed} failed"
        return f"{text}, {self.skipped} skipped" if self.skipped else text


def count_report(path):
    """Counts the cases of one report in JUnit's XML format, which GoogleTest and Bazel write."""
    counts = Counts()
    for case in xml.etree.ElementTree.parse(path).iter("testcase"):
        if case.get("status") == "notrun":  # deselected by a filter, or DISABLED_
            continue
        if case.find("failure") is not None or case.find("error") is not None:
            counts.failed += 1
        elif case.find("skipped") is not None or case.get("result") == "skipped":
            counts.skipped += 1
        else:
            counts.passed += 1
    return counts


class BuildEvents:
    """Reads Bazel's build events: which test targets ran, where their reports are, what was not built."""

    def __init__(self, path):
        self.reports = {}  # label -> [(passed, path of the report)], one for each shard and attempt
        self.failed_logs = []  # (label, path)
        self.not_built = set()
        with open(path, encoding="utf-8") as lines:
            for line in lines:
                self._take(json.loads(line))

    def _take(self, event):
        identity = event["id"]
        if "testResult" in event:
            label = identity["testResult"]["label"]
            result = event["testResult"]
            if result["status"] != "NO_STATUS":
                passed = result["status"] == "PASSED"
                self.reports.setdefault(label, []).append((passed, self._output_path(result, "test.xml")))
                if not passed:
                    self.failed_logs.append((label, self._output_path(result, "test.log")))
        elif "targetCompleted" in identity and not event.get("completed", {}).get("success"):
            self.not_built.add(identity["targetCompleted"]["label"])

    @staticmethod
    def _output_path(result, name):
        for output in result.get("testActionOutput", []):
            if output["name"] == name:
                return urllib.parse.unquote(urllib.parse.urlparse(output["uri"]).path)
        return None

    def show_failures(self):
        for label, path in self.failed_logs:
            print(f"==== {label}")
            if path and os.path.exists(path):
                with open(path, "rb") as log:
                    log.seek(max(0, os.path.getsize(path) - SHOWN_LOG_BYTES))
                    print(log.read().decode(errors="replace"))

    def counts(self):
        total = Counts()
        for label, attempts in self.reports.items():
            counted = Counts()
            for passed, path in attempts:
                if path and os.path.exists(path):
                    counted.add(count_report(path))
                if not passed and counted.failed == 0:  # died without a report, or timed out
                    counted.failed = 1
            total.add(counted)
        total.failed += len(self.not_built - set(self.reports))
        return total


def bazel(*arguments, **options):
    return subprocess.run(["bazel", *arguments], cwd=ROOT, **options)


def select_targets(text):
    """The targets to build and test for a filter: a Bazel pattern, or a part of the labels of tests."""
    if not text:
        return ["//..."]
    if text.startswith("//"):
        return [text]
    query = bazel("query", "--output=label", "tests(//...)", stdout=subprocess.PIPE, text=True, check=True)
    return [label for label in query.stdout.split() if text in label]


def run_unit_tests(targets, configuration):
    """Runs the test targets. Returns the counts and whether Bazel itself came to an end."""
    with tempfile.TemporaryDirectory() as folder:
        events = os.path.join(folder, "events.json")
        status = bazel(
            "test",
            QUIET,
            f"--config={configuration}",
            "--keep_going",
            "--test_output=summary",
            f"--build_event_json_file={events}",
            "--build_event_json_file_path_conversion=false",
            "--",
            *targets,
        ).returncode
        counts = Counts()
        if os.path.exists(events):
            report = BuildEvents(events)
            report.show_failures()
            counts = report.counts()
    # 3: some tests failed; 4: none found. Everything else that is not 0 is a failure of its own.
    if status not in (0, 3, 4) and counts.failed == 0:
        counts.failed = 1
    return counts


def run_python_tests(filter_text, configuration, gc_stress):
    if bazel("build", QUIET, f"--config={configuration}", "//:pyro").returncode != 0:
        return Counts(failed=1)
    program = os.path.join(os.path.realpath(os.path.join(ROOT, "bazel-bin")), "pyro")
    counts = Counts()
    for script in (STRESS_TEST,) if gc_stress else PYTHON_TESTS:
        counts.add(run_python_script(script, filter_text, program))
    return counts


def run_python_script(script, filter_text, program):
    """Runs one of the scripts, passes its output through, and takes the counts from its last line."""
    command = ["/usr/bin/python3.11", *script, "--pyro", program]
    process = subprocess.Popen(
        command + ([filter_text] if filter_text else []),
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        text=True,
        errors="replace",
    )
    summary = None
    for line in process.stdout:
        if summary is not None:
            print(summary.string, flush=True)
        summary = SUMMARY.match(line.rstrip("\n"))
        if summary is None:
            print(line, end="", flush=True)
    status = process.wait()
    if summary is None:
        print(f"{script[0]} ended with status {status} and without its line of counts")
        return Counts(failed=1)
    counts = Counts(*(int(number or 0) for number in summary.groups()))
    if status != 0 and counts.failed == 0 and counts.passed != 0:
        counts.failed = 1
    return counts


def parse_arguments():
    parser = argparse.ArgumentParser(prog="./dev test", description=__doc__.split("\n\n")[0])
    parser.add_argument(
        "filter",
        nargs="?",
        default="",
        help="part of the name of a unit test target or of a Python test, or a Bazel pattern such as //gc/...",
    )
    parser.add_argument("--config", default="fast", choices=("fast", "dev", "release"))
    parser.add_argument("--unit", action="store_true", help="unit tests only")
    parser.add_argument("--python", action="store_true", help="Python tests only")
    parser.add_argument("--gc-stress", action="store_true", help="tests/programs and what they import with a heap that always moves")
    return parser.parse_args()


def main():
    arguments = parse_arguments()
    counts = Counts()
    targets = [] if arguments.python or arguments.gc_stress else select_targets(arguments.filter)
    if targets:
        counts.add(run_unit_tests(targets, arguments.config))
    wants_python = not arguments.unit and not arguments.filter.startswith("//")
    if wants_python:
        counts.add(run_python_tests(arguments.filter, arguments.config, arguments.gc_stress))
    if counts.passed + counts.failed == 0:
        print("no tests were run")
    sys.stdout.flush()
    print(counts)
    return 0 if counts.passed and not counts.failed else 1


if __name__ == "__main__":
    sys.exit(main())
