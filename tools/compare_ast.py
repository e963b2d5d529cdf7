#!/usr/bin/python3.11
"""Compares the front-end with CPython 3.11: trees, positions, error messages.

usage: compare_ast.py TOOL files [PATH...]       every .py file below the paths (default: the standard library)
       compare_ast.py TOOL errors FILE...        corpora (tests/compiler/errors): a source as a literal, then the answer
       compare_ast.py - record FILE...           writes CPython's answers into corpora
       compare_ast.py TOOL mutate COUNT [SEED]   standard-library files with a token deleted, doubled, swapped or replaced

To be run with CPython 3.11. Prints each difference and a summary; the exit code says whether all agreed.
"""

import ast
import io
import os
import random
import subprocess
import sys
import tokenize
import warnings

LIBRARY = "/usr/lib/python3.11"


def expected(source, mode="exec", flags=0):
    """What the tool must print."""
    try:
        tree = compile(source, "<tool>", mode, ast.PyCF_ONLY_AST | flags)
        return ast.dump(tree, include_attributes=True)
    except SyntaxError as e:
        return f"{type(e).__name__}|{e.msg}|{e.lineno}|{e.offset}|{e.end_lineno}|{e.end_offset}"
    except RecursionError:
        return None
    except Exception as e:
        return f"{type(e).__name__}|{e}" if str(e) else type(e).__name__ + "|"


class Tool:
    def __init__(self, path, *arguments):
        self.command = [path, "--batch", *arguments]
        self.start()

    def start(self):
        self.process = subprocess.Popen(self.command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def ask(self, source):
        try:
            self.process.stdin.write(b"%d\n" % len(source) + source)
            self.process.stdin.flush()
            length = int(self.process.stdout.readline())
            return self.process.stdout.read(length).decode("utf-8", "surrogatepass")
        except (OSError, ValueError):
            code = self.process.wait()
            self.start()
            return f"tool ended with {code}"


def first_difference(a, b):
    i = next((i for i, (x, y) in enumerate(zip(a, b)) if x != y), min(len(a), len(b)))
    return f"    expected ...{a[max(0, i - 90):i + 60]!r}\n    got      ...{b[max(0, i - 90):i + 60]!r}"


class Report:
    def __init__(self, shown=40):
        self.same = self.different = 0
        self.shown = shown

    def add(self, name, want, got):
        if want is None:
            return
        if want == got:
            self.same += 1
            return
        self.different += 1
        if self.different <= self.shown:
            is_short = len(want) < 400 and len(got) < 400
            detail = f"    expected {want}\n    got      {got}" if is_short else first_difference(want, got)
            print(f"{name}\n{detail}")

    def finish(self):
        total = self.same + self.different
        print(f"{self.same} of {total} agree ({100 * self.same / max(1, total):.2f} %)")
        return 1 if self.different else 0


def library_files(paths):
    for path in paths:
        if os.path.isfile(path):
            yield path
            continue
        for folder, _, names in sorted(os.walk(path)):
            yield from (os.path.join(folder, n) for n in sorted(names) if n.endswith(".py"))


def compare_files(tool, paths):
    report = Report()
    for path in library_files(paths or [LIBRARY]):
        with open(path, "rb") as f:
            source = f.read()
        report.add(path, expected(source), tool.ask(source))
    return report.finish()


def read_corpus(path):
    """Pairs of lines: a source as a str or bytes literal, and the expected answer ("ok" for a tree)."""
    lines = open(path, encoding="utf-8").read().splitlines()
    return [(ast.literal_eval(source), answer) for source, answer in zip(lines[::2], lines[1::2])]


def answer_of(dump):
    return dump if "|" in dump.split("(")[0] else "ok"


def compare_errors(tool, paths):
    """Asks CPython again, so that a corpus that no longer fits is noticed as well."""
    str_tool = Tool(tool.command[0], "--str")
    report = Report(200)
    for path in paths:
        for source, recorded in read_corpus(path):
            if isinstance(source, bytes):
                got = tool.ask(source)
            else:
                got = str_tool.ask(source.encode("utf-8", "surrogatepass"))
            want = expected(source)
            report.add(repr(source)[:200], want, got)
            if answer_of(want) != recorded:
                report.add(f"{path}: {source!r} (recorded)", answer_of(want), recorded)
    return report.finish()


def record_errors(paths):
    """Writes CPython's answers into the corpora."""
    for path in paths:
        lines = [line for line in open(path, encoding="utf-8").read().splitlines() if line[:1] in "\"'b" and "|" not in line[:20]]
        with open(path, "w", encoding="utf-8") as f:
            for line in lines:
                f.write(f"{line}\n{answer_of(expected(ast.literal_eval(line)))}\n")
    return 0


REPLACEMENTS = [b"=", b"==", b":=", b":", b",", b"(", b")", b"[", b"]", b"{", b"}", b"*", b"**", b"if", b"else", b"for", b"in",
                b"lambda", b"x", b"1", b"'a'", b"f'{b}'", b"not", b"and", b"as", b"import", b"def", b"class", b"return",
                b"yield", b"await", b"async", b"with", b"except", b"try", b"None", b"True", b".", b"->", b"@", b"print",
                b"match", b"case", b"_", b"/", b"+=", b"\n", b";", b"'", b"$", b"0777", b"del", b"global", b"while", b"from"]


def small_pieces(randomness):
    """Runs of whole top-level statements of library files, at most about 60 lines."""
    files = [p for p in library_files([LIBRARY]) if "bad" not in os.path.basename(p)]
    while True:
        path = randomness.choice(files)
        try:
            source = open(path, "rb").read()
            tree = ast.parse(source)
            source.decode("utf-8")
        except (SyntaxError, ValueError, RecursionError):
            continue
        lines = source.splitlines(keepends=True)
        spans = [(n.lineno - 1, n.end_lineno) for n in tree.body]
        for _ in range(4):
            if not spans:
                break
            i = randomness.randrange(len(spans))
            start, end = spans[i]
            while i + 1 < len(spans) and spans[i + 1][1] - start < 25:
                i += 1
                end = spans[i][1]
            piece = b"".join(lines[start:min(end, start + 60)])
            yield path, piece


def mutate(piece, randomness):
    try:
        tokens = [t for t in tokenize.tokenize(io.BytesIO(piece).readline) if t.string.strip() and t.type != tokenize.ENCODING]
    except (tokenize.TokenError, SyntaxError, IndentationError):
        return None
    if not tokens:
        return None
    lines = piece.decode("utf-8").splitlines(keepends=True)
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line))
    text = "".join(lines)
    token = randomness.choice(tokens)
    begin, end = starts[token.start[0] - 1] + token.start[1], starts[token.end[0] - 1] + token.end[1]
    kind = randomness.randrange(6)
    replacement = randomness.choice(REPLACEMENTS).decode()
    if kind == 0:
        middle = ""
    elif kind == 1:
        middle = text[begin:end] + " " + text[begin:end]
    elif kind in (2, 3):
        middle = replacement
    elif kind == 4:
        middle = text[begin:end] + " " + replacement + " "
    else:
        other = randomness.choice(tokens)
        middle = other.string
    return (text[:begin] + middle + text[end:]).encode("utf-8")


def compare_mutations(tool, count, seed):
    randomness = random.Random(seed)
    report = Report(60)
    done = 0
    for path, piece in small_pieces(randomness):
        source = mutate(piece, randomness)
        if source is None:
            continue
        want = expected(source)
        got = tool.ask(source)
        report.add(f"{path}\n{source.decode()}" if want != got else path, want, got)
        done += 1
        if done >= count:
            break
    return report.finish()


def main():
    warnings.simplefilter("ignore")
    sys.setrecursionlimit(20000)
    command, arguments = sys.argv[2], sys.argv[3:]
    if command == "record":
        return record_errors(arguments)
    tool = Tool(sys.argv[1])
    if command == "files":
        return compare_files(tool, arguments)
    if command == "errors":
        return compare_errors(tool, arguments)
    if command == "mutate":
        return compare_mutations(tool, int(arguments[0]), int(arguments[1]) if len(arguments) > 1 else 1)
    sys.exit(__doc__)


sys.exit(main())
