"""Which interpreters take part: pyro, and the references it is compared with."""

import os
import shutil
from dataclasses import dataclass, field

DEFAULT_PYRO = os.path.join("bazel-bin", "pyro")


@dataclass(frozen=True)
class Interpreter:
    """A name for tables and the command that starts it."""

    name: str
    command: tuple = field(default=())


def find_pyro(path):
    """The interpreter at path; raises FileNotFoundError that says what to do."""
    path = path or DEFAULT_PYRO
    found = os.path.abspath(path) if os.path.exists(path) else shutil.which(path)
    if found is None or os.path.isdir(found) or not os.access(found, os.X_OK):
        raise FileNotFoundError(f"no pyro at {path}: build it with ./dev build, or give --pyro PATH")
    return Interpreter("pyro", (found,))


def default_references():
    """python3.11 (Debian's by preference) and pypy3, as far as they are installed."""
    debian = "/usr/bin/python3.11"
    cpython = debian if os.path.exists(debian) else shutil.which("python3.11")
    found = [Interpreter("python3.11", (cpython,))] if cpython else []
    pypy = shutil.which("pypy3")
    if pypy:
        found.append(Interpreter("pypy3", (pypy,)))
    return found


def parse_references(text):
    """References from a comma-separated list of commands; "none" means none."""
    if text is None:
        return default_references()
    if text == "none":
        return []
    result = []
    for word in filter(None, (word.strip() for word in text.split(","))):
        path = shutil.which(word)
        if path is None:
            raise FileNotFoundError(f"no such reference interpreter: {word}")
        result.append(Interpreter(os.path.basename(word), (path,)))
    return result


def clean_environment(**extra):
    """The environment of every measured process: no PYTHON* settings, fixed string hashes."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "PYRO"))}
    kept.update(PYTHONHASHSEED="0", LC_ALL="C.UTF-8")
    kept.update(extra)
    return kept
