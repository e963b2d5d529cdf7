"""What of the corpus runs under stress of the collector, and how (docs/testing.md).

With `--gc-stress=1` the whole heap moves at each allocation, so that a program costs what it allocates. What programs have in common
is therefore stressed once: start-up with the end by a run of its own, the import of each library module by another. A program runs
with the modules of its import statements imported before stress begins.
"""

import concurrent.futures
import re
import subprocess
import sys

import harness

MOVE_ALL = "--gc-stress=1"
AFTER_STARTUP = "--gc-stress-after-startup"
# What costs next to nothing to import, and makes the heap that moves hardly larger: it is native, or start-up has imported it.
LIGHT_MODULES = frozenset(
    "__future__ abc array binascii builtins cmath codecs errno gc io itertools marshal math operator os posix site stat sys time".split()
)
ANY_IMPORT = re.compile(r"^\s*(?:import|from)\s+(\w+)", re.MULTILINE)
IMPORT = re.compile(r"^(?:import\s+([\w., ]+)|from\s+([\w.]+)\s+import)", re.MULTILINE)

IMPORT_LIST = re.compile(r'^for name in """\n([\w.\s]+)"""\.split\(\):\n.*import_module\(name\)', re.MULTILINE | re.DOTALL)


def imported_names(source):
    """The modules of the standard library that import statements of the outermost level name, dotted."""
    lists = (several or one for several, one in IMPORT.findall(source))
    names = {part.split()[0] for names in lists for part in names.split(",") if part.strip()}
    return sorted(name for name in names if name.partition(".")[0] in sys.stdlib_module_names - {"__future__", "__main__"})


def is_light(source):
    """Whether a program imports light modules only, wherever it does."""
    return set(ANY_IMPORT.findall(source)) <= LIGHT_MODULES


def listed_names(source):
    """The modules that a program imports one after the other from a list; such a program is nothing but imports."""
    found = IMPORT_LIST.search(source)
    return found[1].split() if found else []


def after_imports(names):
    """The arguments for a run whose stress begins when the program does, with these modules there."""
    return [MOVE_ALL, f"--gc-stress-after-import={','.join(names)}" if names else AFTER_STARTUP]


class Imports:
    """The library modules that importing some names runs, as units of stress: a top-level module with its submodules.

    interpreter: pyro. jobs: how many processes at a time. timeout: seconds for one.
    """

    def __init__(self, interpreter, jobs, timeout):
        self.interpreter = interpreter
        self.timeout = timeout
        self.pool = concurrent.futures.ThreadPoolExecutor(max(1, jobs))
        self.loads = {}  # module: the names that sys.modules gains by importing it; None: cannot be imported alone

    def importable(self, names):
        """Those of `names` that pyro can import by themselves, sorted."""
        missing = [name for name in names if name not in self.loads]
        self.loads.update(zip(missing, self.pool.map(self._gained, missing)))
        return sorted(name for name in names if self.loads[name] is not None)

    def stress(self, names, passed=frozenset()):
        """Imports all that `names` import, under stress; yields (top-level module, report), the report empty if all went well.

        passed: top-level modules to be left out.
        """
        everything = self.importable(set().union(*(self.loads[name] for name in self.importable(names))))
        units = {}
        for name in everything:
            units.setdefault(name.partition(".")[0], []).append(name)
        units = {top: members for top, members in units.items() if top not in passed}
        yield from zip(units, self.pool.map(self._stress_unit, units, units.values()))

    def _stress_unit(self, top, members):
        """Imports one top-level module and its members; what they import beside themselves is there already."""
        needed = self.importable(set().union(*(self.loads[name] for name in members)))
        ready = [name for name in needed if top not in self.loads[name] and name.partition(".")[0] != top]
        code = f"import sys; assert {top!r} not in sys.modules; import {', '.join(members)}"
        command = [self.interpreter, *after_imports(ready), "-W", "ignore", "-c", code]
        actual = harness.run_program(command, "argument", self.timeout)
        return harness.differences(harness.Outcome("", "", 0), actual)

    def _gained(self, name):
        code = f"import sys; before = set(sys.modules); import {name}; print(*set(sys.modules) - before)"
        done = subprocess.run([self.interpreter, "-c", code], capture_output=True, text=True, stdin=subprocess.DEVNULL)
        return set(done.stdout.split()) if done.returncode == 0 else None
