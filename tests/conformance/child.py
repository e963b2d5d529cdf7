"""Runs the tests of one module in this process and writes down what happens, line by line.

usage: child.py MODULE EVENTS [--done FILE] [--only PATTERN]

MODULE is a name within the package `test`. EVENTS is a file that gets one JSON object a line, as soon as the thing has happened,
so that a death of this process loses nothing:

    {"event": "plan", "tests": [...]}                        the tests to come, in order
    {"event": "start", "test": ID}
    {"event": "end", "test": ID, "outcome": ..., "seconds": ..., "trace": ...}
    {"event": "trouble", "place": ..., "outcome": ..., "trace": ...}    outside of tests: import, setUpClass ...
    {"event": "done"}

The same file runs under both interpreters. It masks the name of the implementation, so that tests that CPython's authors marked
as CPython's own are skipped on both sides, and hides the extension modules that exist for those tests only.
"""

import fnmatch
import json
import os
import sys

MASKED_NAME = "pyro"
TRACE_LIMIT = 6000

# Extension modules that Debian's package carries for CPython's own tests of its C API.
TEST_ONLY_MODULES = (
    "_testcapi _testbuffer _testclinic _testmultiphase _testimportmultiple _xxtestfuzz _xxsubinterpreters"
    " xxlimited xxlimited_35 xxsubtype"
).split()


def mask_implementation():
    """Must come before the first import of test.support, which looks at the name once."""
    sys.implementation.name = MASKED_NAME
    for name in TEST_ONLY_MODULES:
        sys.modules[name] = None
    hide_internal_interface()


def hide_internal_interface():
    """Leaves of `_testinternalcapi` what test.support itself asks for; without that, five modules would skip themselves."""
    try:
        import _testinternalcapi as real
    except ImportError:
        return
    shown = type(sys)("_testinternalcapi")
    for name in ("get_config", "get_recursion_depth"):
        setattr(shown, name, getattr(real, name))
    sys.modules["_testinternalcapi"] = shown


class EventFile:
    """Appends events; silent in processes that a test has forked."""

    def __init__(self, path):
        self.descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        self.owner = os.getpid()

    def write(self, event, **fields):
        if os.getpid() == self.owner:
            line = json.dumps({"event": event, **fields}) + "\n"
            os.write(self.descriptor, line.encode("utf-8", "backslashreplace"))


def shorten(text):
    """The beginning and the end of a long text."""
    if len(text) <= TRACE_LIMIT:
        return text
    half = TRACE_LIMIT // 2
    return text[:half] + "\n  [...]\n" + text[-half:]


def each_test(suite):
    """The tests of nested suites, in the order in which they run."""
    for item in suite:
        try:
            iter(item)
        except TypeError:
            yield item
        else:
            yield from each_test(item)


def name_tests(suite):
    """A unique name for each test, by its identity: its id, with a number from the second of that id on."""
    names = {}
    seen = {}
    for test in each_test(suite):
        base = test.id().removeprefix("test.")
        seen[base] = count = seen.get(base, 0) + 1
        names[id(test)] = base if count == 1 else f"{base}#{count}"
    return names


def remove_tests(suite, unwanted):
    """Takes tests out of nested suites in place, so that suites with behaviour of their own stay what they are."""
    kept = []
    for item in suite:
        if hasattr(item, "_tests"):
            remove_tests(item, unwanted)
            kept.append(item)
        elif not unwanted(item):
            kept.append(item)
    suite._tests = kept


def result_class(unittest, traceback):
    """Made late: unittest must not be imported before the mask is on."""
    import time

    class Recorder(unittest.TestResult):
        def __init__(self, events, names):
            super().__init__()
            self.events = events
            self.names = names
            self.outcome = None
            self.trace = None
            self.started_at = 0.0

        def startTest(self, test):
            super().startTest(test)
            self.outcome, self.trace = "passed", None
            self.started_at = time.perf_counter()
            self.events.write("start", test=self.names.get(id(test), str(test)))

        def stopTest(self, test):
            seconds = round(time.perf_counter() - self.started_at, 3)
            fields = {"test": self.names.get(id(test), str(test)), "outcome": self.outcome, "seconds": seconds}
            if self.trace:
                fields["trace"] = shorten(self.trace)
            self.events.write("end", **fields)
            super().stopTest(test)

        def note(self, test, outcome, trace):
            if id(test) in self.names or isinstance(test, unittest.TestCase):
                if self.outcome in ("passed", "skipped"):
                    self.outcome, self.trace = outcome, trace
            else:
                self.events.write("trouble", place=str(test.id()), outcome=outcome, trace=shorten(trace))

        def text_of(self, error):
            return "".join(traceback.format_exception(*error))

        def addError(self, test, error):
            self.note(test, "error", self.text_of(error))

        def addFailure(self, test, error):
            self.note(test, "failed", self.text_of(error))

        def addSubTest(self, test, subtest, error):
            if error is not None:
                outcome = "failed" if issubclass(error[0], test.failureException) else "error"
                self.note(test, outcome, f"{subtest._subDescription()}\n{self.text_of(error)}")

        def addSkip(self, test, reason):
            self.note(test, "skipped", reason)

        def addExpectedFailure(self, test, error):
            self.note(test, "expected failure", self.text_of(error))

        def addUnexpectedSuccess(self, test):
            self.note(test, "unexpected success", "the test is marked as an expected failure and passed")

    return Recorder


def load(module_name, events):
    """The module's suite, or None after writing down why there is none."""
    import doctest
    import importlib
    import traceback
    import unittest

    try:
        module = importlib.import_module("test." + module_name)
        suite = unittest.TestLoader().loadTestsFromModule(module)
        if suite.countTestCases() == 0 and hasattr(module, "__test__"):
            suite = doctest.DocTestSuite(module)  # for which CPython's own runner calls test_main()
        return suite
    except unittest.SkipTest as reason:
        events.write("trouble", place="import", outcome="skipped", trace=str(reason))
    except BaseException:
        events.write("trouble", place="import", outcome="error", trace=shorten(traceback.format_exc()))
    return None


def prepare_process():
    """The surroundings that CPython's own runner gives to tests."""
    import faulthandler
    from test import support

    faulthandler.enable()
    support.use_resources = []
    support.verbose = False
    collect_before_counting_threads()


def collect_before_counting_threads():
    """CPython's tests look a hundred times, with pauses, whether the objects of finished threads are gone; without reference counts they are
    there until a collection. One comes first, under either interpreter."""
    import gc
    from test.support import threading_helper

    original = threading_helper.threading_cleanup

    def threading_cleanup(*original_values):
        gc.collect()
        original(*original_values)

    threading_helper.threading_cleanup = threading_cleanup


def run(module_name, events, done, pattern):
    import traceback
    import unittest

    prepare_process()
    suite = load(module_name, events)
    if suite is not None:
        names = name_tests(suite)
        remove_tests(suite, lambda test: names[id(test)] in done or not fnmatch.fnmatchcase(names[id(test)], pattern))
        events.write("plan", tests=[names[id(test)] for test in each_test(suite)])
        suite.run(result_class(unittest, traceback)(events, names))
    events.write("done")


def main(arguments):
    module_name, events_path, *rest = arguments
    options = dict(zip(rest[::2], rest[1::2]))
    done = set()
    if "--done" in options:
        with open(options["--done"], encoding="utf-8") as lines:
            done = set(lines.read().split("\n"))
    sys.argv[1:] = []
    sys.path[0] = os.getcwd()
    mask_implementation()
    run(module_name, EventFile(events_path), done, options.get("--only", "*"))


if __name__ == "__main__":
    main(sys.argv[1:])
