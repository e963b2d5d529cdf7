"""The docstrings of pyro's own modules and types are its own sentences, none of CPython 3.11's.

    python3.11 tests/docstrings.py --pyro PATH [FILTER]

Both programs write down the docstrings of the modules that are not made of Python files of the library: of their functions
and classes, of what these have, and of what classes within classes have. A docstring fails that has a sentence of more than
three words, a run of six words, or an example, which is in any docstring of CPython's. Signatures and the texts in `ALLOWED`
do not count. Each module is a case; FILTER is a part of paths such as builtins.str.find.
"""

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile

ORACLE = "/usr/bin/python3.11"
RUN = 6
SENTENCE = 4

# Texts that are the same, and why. What CPython's slot wrappers say ("Return repr(self).") is allowed to methods of those names as
# well: test_inspect, test_pydoc and programs that print help() look for it.
ALLOWED = {
    # __new__ of a type, which pydoc and inspect treat as they do slot wrappers.
    "Create and return a new object.  See help(type) for accurate signature.",
    # What each class has whose instances have these, Python classes as well; doctests and test_pydoc print it.
    "list of weak references to the object (if defined)",
    "dictionary for instance variables (if defined)",
}
ALLOWED_PATHS = re.compile(
    r"_ast\."  # the grammar of the tree, which test_ast reads
    r"|_decimal\.DecimalTuple\."  # made by the library's collections.namedtuple
)
# Helpers of CPython's own tests, which are no part of its library.
LEFT_OUT = ("_test", "_xxtest", "_ctypes_test", "xx")

# Runs under each program: writes {path: docstring} for the modules that are named and for types that no module has, and the
# texts of slot wrappers with their names.
DUMP = r'''
import importlib, json, sys, types

def of_library(value):
    "Whether a function or class was made by a Python file of the library; pyro's own are in frozen modules."
    if isinstance(value, (staticmethod, classmethod, property)):
        value = getattr(value, "__func__", None) or value.fget
    if isinstance(value, type):
        value = next((part for part in vars(value).values() if isinstance(part, types.FunctionType)), None)
    return isinstance(value, types.FunctionType) and value.__code__.co_filename.endswith(".py")

def of_library_module(one):
    module = sys.modules.get(one.__module__)
    return of_library(one) or (getattr(module, "__file__", None) or "").endswith(".py") and not hasattr(one, "n_sequence_fields")

def visit(path, value, depth):
    if isinstance(value, type):
        reached.add(value)
    text = getattr(value, "__doc__", None)
    of_type = getattr(type(value), "__doc__", None)
    if isinstance(text, str) and not (text is of_type and depth > 0):
        found[path] = text
        if isinstance(value, types.WrapperDescriptorType):
            of_slots.append([value.__name__, text])
    if depth < 3 and isinstance(value, (type, types.ModuleType)):
        for name, part in list(vars(value).items()):
            if isinstance(part, types.ModuleType) or name in ("__loader__", "__spec__", "__builtins__", "__doc__", "__base__", "__class__"):
                continue
            if isinstance(part, type) and getattr(part, "__module__", None) == "builtins" and path != "builtins":
                continue
            if not of_library(part) and not of_library(type(part)):
                visit(path + "." + name, part, depth + 1)

found, of_slots, reached = {}, [], set()
for name in sys.argv[2:]:
    try:
        module = importlib.import_module(name)
    except ImportError:
        continue
    visit(name, module, 0)
every_class, pending = {object}, [object]
while pending:
    derived = [one for one in type.__subclasses__(pending.pop()) if one not in every_class and not of_library_module(one)]
    every_class.update(derived)
    pending += derived
for one in every_class - reached:
    visit("type " + one.__module__ + "." + one.__qualname__, one, 1)
with open(sys.argv[1], "w") as file:
    json.dump((found, of_slots), file)
'''
MODULE_NAMES = r'''
import os, sys
names = set(sys.builtin_module_names)
for folder in sys.path:
    if os.path.isdir(folder) and folder.endswith(("lib-dynload", "abi3")):
        names.update(entry.split(".")[0] for entry in os.listdir(folder) if entry.endswith(".so"))
print(*names)
'''
SIGNATURE = re.compile(r"\s*[\w.]*\w\([^()]*(\([^()]*\)[^()]*)*(\)(\s*->\s*[\w()\[\], ]{1,40})?|,)\Z")
EXAMPLE = re.compile(r"\s*(>>>|\.\.\.) ")


def ask(program, code, *arguments):
    command = [program, "-S", "-W", "ignore", "-c", code, *arguments]
    return subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True, timeout=300).stdout


def dump(program, modules, folder):
    path = os.path.join(folder, "docstrings.json")
    ask(program, DUMP, path, *modules)
    with open(path) as file:
        return json.load(file)


def modules_of(program):
    return {name for name in ask(program, MODULE_NAMES).split() if not name.startswith(LEFT_OUT)}


def words_of(text):
    return re.findall(r"[A-Za-z']+", text.lower())


def paragraphs_of(docstring):
    """The paragraphs of a docstring, with sentences over several lines in one piece; without signatures and examples."""
    lines = ("" if SIGNATURE.match(line) or EXAMPLE.match(line) else line for line in docstring.strip().splitlines())
    return re.split(r"\n\s*\n", "\n".join(lines))


def examples_of(docstring):
    return (line.strip() for line in docstring.splitlines() if EXAMPLE.match(line))


def sentences_of(paragraph):
    return re.split(r"[.:;!?](?=\s|$)", paragraph)


class Known:
    """What CPython's docstrings say: sentences and runs of words."""

    def __init__(self, docstrings):
        self.sentences, self.runs, self.examples = {}, {}, {}
        for path, docstring in docstrings.items():
            self.examples.update(dict.fromkeys(examples_of(docstring), path))
            for paragraph in paragraphs_of(docstring):
                for sentence in sentences_of(paragraph):
                    self.sentences.setdefault(tuple(words_of(sentence)), path)
                for run in runs_of(paragraph):
                    self.runs.setdefault(run, path)

    def shared(self, docstring):
        """The first piece of the docstring that is CPython's as well, and where it has it; None without one."""
        for paragraph in paragraphs_of(docstring):
            for sentence in sentences_of(paragraph):
                words = tuple(words_of(sentence))
                if len(words) >= SENTENCE and words in self.sentences:
                    return " ".join(words), self.sentences[words]
            for run in runs_of(paragraph):
                if run in self.runs:
                    return " ".join(run), self.runs[run]
        return next(((line, self.examples[line]) for line in examples_of(docstring) if line in self.examples), None)


def runs_of(paragraph):
    words = words_of(paragraph)
    return (tuple(words[i : i + RUN]) for i in range(len(words) - RUN + 1))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--pyro", required=True)
    parser.add_argument("filter", nargs="?", default="")
    options = parser.parse_args()
    pyro = os.path.abspath(options.pyro)
    modules = sorted(modules_of(ORACLE) | modules_of(pyro))
    with tempfile.TemporaryDirectory() as folder:
        theirs, of_slots = dump(ORACLE, modules, folder)
        ours, _ = dump(pyro, modules, folder)
    known = Known(theirs)
    conventional = {tuple(pair) for pair in of_slots}
    tested, failed = set(), set()
    for path, docstring in ours.items():
        if options.filter not in "docstrings " + path or ALLOWED_PATHS.match(path):
            continue
        module = path.removeprefix("type ").partition(".")[0]
        tested.add(module)
        if docstring in ALLOWED or (path.rpartition(".")[2], docstring) in conventional:
            continue
        found = known.shared(docstring)
        if found is not None:
            failed.add(module)
            print(f"FAIL {path}: {found[0]!r} is in {found[1]}")
    print(f"{len(tested) - len(failed)} passed, {len(failed)} failed")
    sys.exit(bool(failed))


if __name__ == "__main__":
    main()
