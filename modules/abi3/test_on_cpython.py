#!/usr/bin/python3.11
"""Runs CPython's own tests on CPython with modules of this folder in place of CPython's.

    test_on_cpython.py --modules DIR [--only NAME,...] [--timeout S] [--verbose] TEST...

DIR holds NAME.abi3.so files. TEST is a module of the test package (test_zlib) with an optional class or method after
dots. Each TEST runs in a process of its own, into which a sitecustomize module puts a finder for the files in front
of the importer of built-in modules; child processes of the test inherit it. Prints per test how many cases ran, passed,
were skipped, and what failed; the last line is the rate over all. `--baseline` runs CPython's own modules instead, to tell
failures of the machine from ours.
"""

import argparse
import difflib
import fcntl
import json
import os
import pty
import select
import struct
import subprocess
import sys
import tempfile
import termios
import textwrap
import time

SITECUSTOMIZE = '''
import importlib.machinery, os, sys
_directory = os.environ["ABI3_MODULES"]
_names = set(os.environ["ABI3_NAMES"].split(","))
class Abi3Finder:
    @classmethod
    def find_spec(cls, name, path=None, target=None):
        if name not in _names:
            return None
        file = os.path.join(_directory, name + ".abi3.so")
        loader = importlib.machinery.ExtensionFileLoader(name, file)
        return importlib.machinery.ModuleSpec(name, loader, origin=file)
for _name in _names:
    sys.modules.pop(_name, None)
sys.meta_path.insert(0, Abi3Finder)
'''

RUNNER = '''
import json, os, sys, unittest
from test import support
support.use_resources = ["network", "cpu", "decimal", "subprocess", "urlfetch", "walltime", "tzdata", "curses"]
support.use_resources.remove("network"); support.use_resources.remove("urlfetch")
name, report, verbose = sys.argv[1], sys.argv[2], sys.argv[3] == "1"
sys.argv[1:] = []
loader = unittest.defaultTestLoader
def write(counts):
    with open(report, "w") as file:
        json.dump(counts, file)
try:
    parts = name.split(".")
    suite = loader.loadTestsFromName("test." + name)
except unittest.SkipTest as reason:
    write({"run": 0, "skipped": 1, "bad": [], "note": "skipped: %s" % reason})
    sys.exit()
module = sys.modules.get("test." + name.split(".")[0])
def vsock_answers():
    # Whether a connection to the machine's own VSOCK address is refused or taken, and does not wait for ever.
    import socket
    try:
        with socket.socket(socket.AF_VSOCK, socket.SOCK_STREAM) as server, \\
                socket.socket(socket.AF_VSOCK, socket.SOCK_STREAM) as client:
            server.bind((socket.VMADDR_CID_ANY, socket.VMADDR_PORT_ANY))
            server.listen()
            client.settimeout(2)
            client.connect((module.get_cid(), server.getsockname()[1]))
        return True
    except OSError:
        return False
if name == "test_socket" and not vsock_answers():
    module.ThreadedVSOCKSocketStreamTest = unittest.skip("no loopback")(module.ThreadedVSOCKSocketStreamTest)
    suite = loader.loadTestsFromName("test." + name)
counts = {"run": 0, "skipped": 0, "bad": []}
class Result(unittest.TextTestResult):
    def startTest(self, test):
        super().startTest(test)
        counts["current"] = test.id()
        write(counts)
    def stopTest(self, test):
        super().stopTest(test)
        counts.update(run=self.testsRun, skipped=len(self.skipped),
                      bad=sorted({t.id() for t, _ in self.failures + self.errors} | {t.id() for t in self.unexpectedSuccesses}))
class Total:
    run = skipped = 0
    bad = set()
def run_suite(suite):
    result = unittest.TextTestRunner(verbosity=2 if verbose else 1, resultclass=Result).run(suite)
    Total.run += result.testsRun
    Total.skipped += len(result.skipped)
    Total.bad |= {t.id() if hasattr(t, "id") else str(t) for t, _ in result.failures + result.errors}
    Total.bad |= {t.id() for t in result.unexpectedSuccesses}
def run_unittest(*classes):
    suite = unittest.TestSuite()
    for item in classes:
        if isinstance(item, str):
            item = loader.loadTestsFromModule(sys.modules[item])
        elif isinstance(item, type(sys)):
            item = loader.loadTestsFromModule(item)
        elif isinstance(item, type):
            item = loader.loadTestsFromTestCase(item)
        suite.addTest(item)
    run_suite(suite)
# Some modules prepare their globals in test_main().
if len(parts) == 1 and hasattr(module, "test_main"):
    support.run_unittest = module.run_unittest = run_unittest
    module.test_main()
else:
    run_suite(suite)
counts.update(run=Total.run, skipped=Total.skipped, bad=sorted(Total.bad))
counts.pop("current", None)
counts["done"] = True
write(counts)
sys.stdout.flush()
os._exit(0)
'''


def environment(options, folder):
    result = dict(os.environ)
    result["PYTHONPATH"] = folder
    result.setdefault("TERM", "xterm")
    if result["TERM"] in ("dumb", "unknown"):
        result["TERM"] = "xterm"
    if not options.baseline:
        result["ABI3_MODULES"] = os.path.abspath(options.modules)
        result["ABI3_NAMES"] = ",".join(options.names)
    return result


def prepare(folder, options):
    """Puts the programs of a run into its folder."""
    with open(os.path.join(folder, "run_one_test.py"), "w") as file:
        # Processes that multiprocessing spawns import the main module once more.
        file.write('if __name__ == "__main__":\n' + textwrap.indent(RUNNER, "    "))
    if not options.baseline:
        with open(os.path.join(folder, "sitecustomize.py"), "w") as file:
            file.write(SITECUSTOMIZE)


class Terminal:
    """A pseudo-terminal that becomes the controlling terminal and the output of a test; what it prints is kept."""

    NEEDED_BY = ("test_curses", "test_ioctl")

    def __init__(self):
        self.ours, self.theirs = pty.openpty()
        fcntl.ioctl(self.theirs, termios.TIOCSWINSZ, struct.pack("4H", 25, 80, 0, 0))

    def take(self):
        fcntl.ioctl(self.theirs, termios.TIOCSCTTY, 0)

    def read(self, process, timeout):
        os.close(self.theirs)
        parts = []
        end = time.monotonic() + timeout
        while (left := end - time.monotonic()) > 0:
            if not select.select([self.ours], [], [], min(left, 1))[0]:
                if process.poll() is not None:
                    break
                continue
            try:
                parts.append(os.read(self.ours, 65536))
            except OSError:  # Everybody has closed it.
                break
        os.close(self.ours)
        process.wait(max(end - time.monotonic(), 0.1))
        return b"".join(parts)


def run_test(options, test, folder):
    report = os.path.join(folder, "report.json")
    if os.path.exists(report):
        os.unlink(report)
    command = [options.program, "-W", "ignore::DeprecationWarning", os.path.join(folder, "run_one_test.py"),
               test, report, "1" if options.verbose else "0"]
    terminal = Terminal() if test in Terminal.NEEDED_BY and not options.verbose else None
    output = None if options.verbose else terminal.theirs if terminal else subprocess.PIPE
    process = subprocess.Popen(command, cwd=folder, env=environment(options, folder), stdout=output,
                               stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, start_new_session=True,
                               preexec_fn=terminal and terminal.take)
    note = ""
    text = b""
    try:
        text = terminal.read(process, options.timeout) if terminal else process.communicate(timeout=options.timeout)[0]
    except subprocess.TimeoutExpired:
        note = "timeout"
        os.killpg(process.pid, 9)
        process.wait()
    try:
        with open(report) as file:
            counts = json.load(file)
    except (OSError, ValueError):
        counts = {"run": 1, "skipped": 0, "bad": [test], "note": "no report"}
    if process.returncode != 0 or "current" in counts:
        note = note or "exit status %d" % process.returncode
    if note:
        counts["note"] = note + " in " + counts.get("current", test)
        counts["bad"].append(counts.get("current", test))
    return counts, (text or b"").decode(errors="replace")


def program_output(options, program, folder, timeout):
    """The lines that a program prints."""
    result = subprocess.run([options.program, "-W", "ignore", os.path.abspath(program)], cwd=folder,
                            env=environment(options, folder if not options.baseline else ""), stdin=subprocess.DEVNULL,
                            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=timeout)
    return result.stdout.decode(errors="replace").splitlines()


def compare_programs(options, folder):
    different = 0
    for program in options.tests:
        outputs = []
        for baseline in (True, False):
            options.baseline = baseline
            outputs.append(program_output(options, program, folder, options.timeout))
        lines = list(difflib.unified_diff(*outputs, "CPython's module", "this module", lineterm="", n=1))
        different += bool(lines)
        print("%s: %s" % (program, "different" if lines else "%d lines, the same" % len(outputs[0])))
        print("\n".join(lines))
    return 1 if different else 0


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--modules", default="bazel-bin/modules/abi3")
    parser.add_argument("--only", default="")
    parser.add_argument("--timeout", type=float, default=600)
    parser.add_argument("--baseline", action="store_true")
    parser.add_argument("--verbose", "-v", action="store_true")
    parser.add_argument("--compare", action="store_true", help="the arguments are programs that must print the same with "
                        "both modules")
    parser.add_argument("--output", "-o", action="store_true", help="print the output of tests that failed")
    parser.add_argument("tests", nargs="+")
    options = parser.parse_args()
    found = [f[:-8] for f in os.listdir(options.modules) if f.endswith(".abi3.so")]
    options.names = options.only.split(",") if options.only else sorted(found)
    options.program = sys.executable
    run = good = 0
    with tempfile.TemporaryDirectory() as folder:
        prepare(folder, options)
        if options.compare:
            return compare_programs(options, folder)
        for test in options.tests:
            counts, text = run_test(options, test, folder)
            bad = len(counts["bad"])
            cases = max(counts["run"] - counts["skipped"], bad)
            run += cases
            good += cases - bad
            if bad and options.output:
                print(text)
            print("%-28s run %4d  passed %4d  skipped %3d  %s" % (test, cases, cases - bad, counts["skipped"],
                                                                 counts.get("note", "")), flush=True)
            for name in counts["bad"]:
                print("    failed:", name, flush=True)
    rate = 100.0 * good / run if run else 100.0
    print("%d of %d passed (%.1f %%)" % (good, run, rate))
    return 0 if good == run else 1


if __name__ == "__main__":
    sys.exit(main())
