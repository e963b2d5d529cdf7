"""What CPython makes of a module, with the name of the implementation masked: the denominator of every score.

Results are kept outside of the source tree, in a folder for each version of the interpreter, of the test-suite and of child.py.
"""

import hashlib
import json
import os
import pathlib
import subprocess

from process import CHILD, ModuleRun, ModuleRunner

PACKAGES = ("python3.11-minimal", "libpython3.11-testsuite")


def cache_root():
    base = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
    return pathlib.Path(base) / "pyro-conformance"


def package_versions():
    """The versions of Debian's packages; empty text where there is no dpkg."""
    try:
        done = subprocess.run(["dpkg-query", "-W", *PACKAGES], capture_output=True, text=True)
    except OSError:
        return ""
    return done.stdout


class Reference:
    def __init__(self, interpreter, limits):
        self.interpreter = interpreter
        self.limits = limits
        version = subprocess.run([interpreter, "-VV"], capture_output=True, text=True, check=True).stdout
        key = "\0".join([version, package_versions(), CHILD.read_text(encoding="utf-8")])
        digest = hashlib.sha256(key.encode()).hexdigest()[:12]
        self.folder = cache_root() / f"{version.split()[1]}-{digest}"

    def cached(self, module):
        """The kept result, or None."""
        try:
            return ModuleRun.from_json(json.loads((self.folder / f"{module}.json").read_text(encoding="utf-8")))
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def run(self, module):
        """The kept result, or that of a run now, which is kept."""
        if result := self.cached(module):
            return result
        result = ModuleRunner([self.interpreter], module, self.limits).run()
        self.folder.mkdir(parents=True, exist_ok=True)
        part = self.folder / f"{module}.{os.getpid()}.part"
        part.write_text(json.dumps(result.to_json()), encoding="utf-8")
        part.replace(self.folder / f"{module}.json")
        return result
