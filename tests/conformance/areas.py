"""The modules of CPython's test-suite and the areas they belong to (areas.txt)."""

import pathlib
import re

HERE = pathlib.Path(__file__).resolve().parent
SUITE = pathlib.Path("/usr/lib/python3.11/test")
DEFAULT_AREAS = ("core", "types")
OTHER = "other"


def read_areas(path=HERE / "areas.txt"):
    """Returns {area: [module, ...]} in the order of the file."""
    areas, current = {}, None
    for line in path.read_text(encoding="utf-8").splitlines():
        if heading := re.match(r"\[(\w+)\]", line):
            current = areas.setdefault(heading[1], [])
        elif line and not line.startswith("#"):
            current.extend(line.split())
    return areas


def suite_modules():
    """Every test module that is installed, those without an area included."""
    if not SUITE.is_dir():
        raise SystemExit(f"error: {SUITE} is missing; install the package libpython3.11-testsuite")
    names = {path.stem for path in SUITE.glob("test_*.py")}
    names |= {path.parent.name for path in SUITE.glob("test_*/__init__.py")}
    return sorted(names)


class Areas:
    def __init__(self):
        self.modules = read_areas()
        self.area_of = {module: area for area, modules in self.modules.items() for module in modules}

    def area(self, module):
        return self.area_of.get(module, OTHER)

    def names(self):
        return [*self.modules, OTHER]

    def select(self, modules, areas, everything):
        """The modules that a command line asks for, each one once."""
        installed = suite_modules()
        if everything:
            return installed
        chosen = [name if name.startswith("test_") else f"test_{name}" for name in modules]
        if unknown := [name for name in chosen if name not in installed]:
            raise SystemExit(f"error: no such test module: {', '.join(unknown)}")
        if unknown := [name for name in areas if name not in self.names()]:
            raise SystemExit(f"error: no such area: {', '.join(unknown)}; areas are {' '.join(self.names())}")
        if not chosen and not areas:
            areas = DEFAULT_AREAS
        chosen += [name for name in installed if self.area(name) in areas]
        return list(dict.fromkeys(chosen))
