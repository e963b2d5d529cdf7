#!/usr/bin/python3.11
"""Compares pyro with the reference on small random programs.

usage: tests/fuzz/statements.py --pyro PATH [--seed N] [--count K]

A program is a few functions, generators and classes, and a main part that uses them; what happens is printed as a trace. Programs end: loops have
bounds, functions call only what was defined before them, and every loop turn and call takes from a supply of fuel. Many programs run in
one process, each in a namespace of its own, and print a checksum of their trace. One that differs is run by itself and made smaller, block by
block, as long as the outcomes still differ.
"""

import itertools
import random
import sys
import warnings

import batches
import harness
import statement_features

PRELUDE = '''\
import re
import sys
import warnings

address = re.compile(" at 0x[0-9a-f]+")
warnings.simplefilter("ignore")  # a coroutine that is never awaited says so when it dies, which no one can time
fuel = 3000


class OutOfFuel(BaseException):
    pass


def burn():
    global fuel
    fuel -= 1
    if fuel < 0:
        raise OutOfFuel


def trace(*values):
    burn()
    print(*[address.sub(" at 0x", repr(value))[:200] for value in values])
    return values[0] if values else None


def clip(value):
    """Keeps what a loop makes of a value from doubling for ever."""
    if type(value) is int:
        return value if abs(value) < 2**200 else value % 10**40
    if type(value) in (str, bytes):
        return value[:40]
    return value if len(repr(value)) < 1000 else None


def finish(generator):
    """Closes a generator for good: one that is suspended at exit may or may not run its `finally`."""
    for _ in range(20):
        try:
            return generator.close()
        except Exception as error:
            trace("close", error)


class Manager:
    def __init__(self, name, swallow=False):
        self.name, self.swallow = name, swallow

    def __enter__(self):
        trace("enter", self.name)
        return self.name

    def __exit__(self, kind, value, traceback):
        trace("exit", self.name, kind, value)
        return self.swallow


'''

NAMES = ["a", "b", "c", "d", "e"]
ERRORS = ["ValueError", "KeyError", "TypeError", "IndexError", "ZeroDivisionError", "RuntimeError", "LookupError", "ArithmeticError", "Exception"]


class Scope:
    """What the statement under construction may use and may do."""

    def __init__(self, kind, enclosing=()):
        self.kind = kind  # "main", "function", "generator" or "method"
        self.loops = 0
        self.in_handler = False
        self.enclosing = list(enclosing)
        self.forbids_jumps = False


class Programs(statement_features.Features):
    def __init__(self, random):
        self.random = random
        self.functions = []
        self.generators = []
        self.classes = []
        self.counter = 0

    def pick(self, items):
        return self.random.choice(items)

    def fresh(self, prefix):
        self.counter += 1
        return f"{prefix}{self.counter}"

    # Expressions

    def constant(self):
        return self.pick(
            ["0", "1", "2", "-1", "3", "7", "10", "2**62", "-2**62", "2**63 - 1", "0.5", "2.0", "-1.5", "'s'", "'text'", "''", "None", "True", "False",
             "[]", "[1, 2]", "(1, 2)", "(1, 'x', 2.5)", "{}", "{'k': 1}", "b'by'", "range(3)"]
        )  # fmt: skip

    # Names keep their kind most of the time: a and b are integers, c is text, d is a list, e is anything. Wild expressions
    # alone would end nearly every block in a TypeError.

    def integer(self, depth=0):
        if depth > 2 or self.random.random() < 0.3:
            return self.pick(["a", "b", "a", "b", "0", "1", "2", "3", "7", "-1", "2**62", "-2**63", "10**20"])
        sub = lambda: self.integer(depth + 1)
        return self.pick(
            [
                lambda: f"({sub()} {self.pick(['+', '-', '*', '+', '-', '//', '%', '&', '|', '^'])} {sub()})", lambda: f"({sub()} {self.pick(['<', '==', '!=', '>='])} {sub()})",
                lambda: f"({sub()} if {self.pick(['a > b', 'c', 'd', 'a % 2'])} else {sub()})", lambda: f"len({self.pick('cd')})", lambda: f"-{sub()}", lambda: f"abs({sub()})",
                lambda: f"max({sub()}, {sub()})", lambda: "sum(x for x in range(4) if x != a)", lambda: f"(a := clip({sub()}))", lambda: f"divmod({sub()}, 7)[{self.pick('01')}]",
                lambda: f"trace({sub()})", lambda: f"(lambda x, y=2: x - y)({sub()})", lambda: f"[{sub()}, {sub()}][{self.pick(['0', '-1', 'a % 2'])}]", lambda: f"int({sub()})", lambda: f"({sub()} in d)",
                lambda: f"({sub()} % 1000)", lambda: f"d.count({sub()})", lambda: f"c.find({self.text(2)})",
            ]
        )()  # fmt: skip

    def text(self, depth=0):
        if depth > 1 or self.random.random() < 0.3:
            return self.pick(["c", "c", "'x'", "'text'", "''", "'é€'", "str(a)"])
        sub = lambda: self.text(depth + 1)
        return self.pick(
            [
                lambda: f"({sub()} + {sub()})[:40]", lambda: f"{sub()} * {self.pick(['2', '0', '(a % 3)'])}", lambda: f"f'{{a}}-{{c!r:>5}}{{b:+,}}'", lambda: f"{sub()}[{self.pick(['::-1', '1:', ':2', ':-1'])}]",
                lambda: f"{sub()}.{self.pick(['upper()', 'title()', 'strip()', 'center(7)', 'replace(repr(1), c)[:30]', 'join([c, c])[:30]'])}", lambda: "'%s|%5d|%r' % (c, a, d)", lambda: "repr(e)[:30]",
                lambda: "'{0!r}{1:>6}'.format(c, b)", lambda: "','.join(str(x) for x in d)[:40]",
            ]
        )()  # fmt: skip

    def list_(self, depth=0):
        if depth > 1 or self.random.random() < 0.25:
            return self.pick(["d", "d", "[]", "[1, 2, 3]", "[a, b]", "list(c)", "list(range(4))"])
        sub = lambda: self.list_(depth + 1)
        return self.pick(
            [
                lambda: f"({sub()} + {sub()})[:12]", lambda: f"[{self.integer(1)}, {self.text(1)}]", lambda: f"[(x, {self.integer(2)}) for x in {sub()}]", lambda: f"[x for x in {sub()} if x != a]", lambda: f"[*{sub()}, a][:9]",
                lambda: f"{sub()}[{self.pick(['::-1', '1:', ':3', '::2', '-2:'])}]", lambda: f"sorted({sub()}, key=repr)", lambda: f"list(zip({sub()}, c))", lambda: f"list(enumerate({sub()}))[:5]", lambda: f"list(map(str, {sub()}))",
                lambda: f"[[y for y in range(x)] for x in range({self.pick(['3', 'a % 4'])})]", lambda: f"list({{x: 1 for x in range({self.pick(['3', 'a % 4'])})}})",
            ]
        )()  # fmt: skip

    def typed(self, name, depth=0):
        """An expression of the kind that the name usually has."""
        if self.random.random() < 0.12:
            return self.expression(depth)
        return {"a": self.integer, "b": self.integer, "c": self.text, "d": self.list_, "e": self.expression}[name](depth)

    def condition(self):
        return self.pick([lambda: self.integer(1), lambda: f"{self.integer(2)} {self.pick(['<', '==', '!=', '>='])} {self.integer(2)}", lambda: f"c {self.pick(['<', '==', 'in'])} {self.text(1)}", lambda: f"not {self.list_(1)}", lambda: f"isinstance(e, {self.pick(['int', '(str, list)', 'dict'])}) or a > 1", lambda: self.expression(2)])()

    def expression(self, depth=0):
        random = self.random.random()
        if random < 0.6:
            return self.typed(self.pick("abcd"), depth)
        random = self.random.random()
        if depth > 2 or random < 0.25:
            return self.pick([self.pick(NAMES), self.pick(NAMES), self.constant()])
        sub = lambda: self.expression(depth + 1)
        if random < 0.45:
            return f"({sub()} {self.pick(['+', '-', '*', '//', '%', '&', '|', '+', '-'])} {sub()})"
        if random < 0.55:
            return f"({sub()} {self.pick(['<', '==', '!=', '>=', 'and', 'or'])} {self.pick(NAMES)})"
        return self.pick(
            [
                lambda: f"[{sub()}, {sub()}]", lambda: f"({sub()}, {sub()})", lambda: f"{{{self.constant_key()}: {sub()}}}", lambda: f"({sub()} if {sub()} else {sub()})",
                lambda: f"{self.pick(NAMES)}[{self.pick(['0', '1', '-1', ':1', '1:', '::-1', '5', repr('k'), self.pick(NAMES)])}]", lambda: f"f'{{{self.pick(NAMES)}!r}}|{{{self.pick(NAMES)}}}'",
                lambda: f"[x for x in {self.iterable()}]", lambda: f"{{x: {self.pick(NAMES)} for x in {self.iterable()}}}", lambda: f"list(x for x in {self.iterable()} if x)",
                lambda: f"(lambda x=1, *y: (x, y, {self.pick(NAMES)}))({self.pick(['', self.pick(NAMES), '1, 2'])})", lambda: f"({self.pick(NAMES)} := clip({sub()}))", lambda: f"str({sub()})",
                lambda: f"len({sub()})", lambda: f"trace({sub()})", lambda: f"-{self.pick(NAMES)}", lambda: f"not {sub()}", lambda: f"[*{self.iterable()}, {self.pick(NAMES)}]",
                lambda: f"sorted({self.iterable()})", lambda: f"sum({self.iterable()})", lambda: f"isinstance({sub()}, (int, str))", lambda: f"'%s-%r' % ({self.pick(NAMES)}, {self.pick(NAMES)})",
                lambda: self.call(), lambda: self.call(),
            ]
        )()  # fmt: skip

    def typed_constant(self, name):
        return {"a": "4", "b": "-3", "c": "'local'", "d": "[3, 1, 2]", "e": self.constant()}[name]

    def constant_key(self):
        return self.pick(["1", "'k'", "'x'", "(1, 2)", "None", "2.5"])

    def iterable(self):
        return self.pick(["range(3)", "[1, 2, 3]", "'abc'", "(1, 'x')", "{'k': 1}", self.pick(NAMES), "range(2, -3, -2)", "enumerate('ab')", "zip('ab', [1, 2])"])

    def call(self):
        choices = []
        if self.functions:
            name, count = self.pick(self.functions)
            wanted = count + (self.random.random() < 0.05) - (self.random.random() < 0.05)
            arguments = [self.typed((NAMES + ["e"])[index], 2) for index in range(wanted)]
            if arguments and self.random.random() < 0.15:
                arguments[-1] = "*(" + arguments[-1] + ",)"
            elif self.random.random() < 0.1:
                arguments.append(self.pick(["k=1", "*[]", "**{}", "k=a", "**{'k': b}"]))
            choices.append(f"{name}({', '.join(arguments)})")
        if self.generators:
            choices.append(f"list({self.pick(self.generators)}({self.integer(2)}))")
        if self.classes:
            cls = self.pick(self.classes)
            choices.append(f"{cls}({self.pick(NAMES)}){self.pick(['.value', '.method(1)', '.method(b)', '.prop', ' + 1', '', '.other', '[0]', ' == a', '.static(2)'])}")
        return self.pick(choices) if choices else self.constant()

    # Statements; each makes a list of lines.

    def block(self, scope, depth):
        lines = []
        for _ in range(self.random.randrange(1, 4)):
            lines += self.statement(scope, depth)
        return ["    " + line for line in lines]

    def statement(self, scope, depth):
        simple = [self.assignment, self.assignment, self.assignment, self.trace_statement, self.trace_statement, self.augmented, self.unpacking, self.delete, self.raise_, self.item_assignment]
        if depth <= 1 and self.random.random() < (0.25 if depth == 0 else 0.05):
            return self.pick(self.features())(scope, depth)
        compound = [self.if_, self.for_, self.while_, self.try_, self.try_, self.with_, self.match, self.nested_function]
        jumps = []
        if scope.loops and not scope.forbids_jumps:
            jumps += [lambda scope, depth: [self.pick(["break", "continue"])]]
        if scope.kind != "main" and not scope.forbids_jumps:
            jumps += [self.return_]
        if scope.kind == "generator":
            jumps += [self.yield_, self.yield_, self.yield_]
        if depth == 0 and self.random.random() < 0.6:
            return self.pick(compound)(scope, depth)
        if depth >= 3:
            return self.pick(simple + jumps)(scope, depth)
        return self.pick(simple * 2 + compound + jumps)(scope, depth)

    def assignment(self, scope, depth):
        name = self.pick(NAMES)
        value = f"clip({self.typed(name)})" if scope.loops else self.typed(name)
        return [f"{name} = {self.pick(['', '', 'e = '])}{value}"]

    def trace_statement(self, scope, depth):
        return [f"trace({self.pick(NAMES)}, {self.expression()})"]

    def augmented(self, scope, depth):
        name = self.pick(NAMES)
        operator = self.pick(["+=", "-=", "*=", "//=", "%=", "|="]) if name in "ab" else "+="
        return [f"{name} {operator} {self.typed(name, 2)}", *([f"{name} = clip({name})"] if scope.loops else [])]

    def unpacking(self, scope, depth):
        target = self.pick(["a, b", "a, *b", "(a, b), c", "*a, b", "[a, b]", "a, b, c"])
        return [f"{target} = {self.pick([self.expression(1), 'b, a', '(1, 2), 3', '1, 2', self.iterable()])}"]

    def item_assignment(self, scope, depth):
        target = f"{self.pick(['d', 'd', 'd', 'e'])}[{self.pick(['0', '-1', ':1', '1:', 'a', repr('k')])}]"
        if self.random.random() < 0.5:
            return [self.pick([f"d[:1] = {self.list_(1)}", f"d.append(clip({self.expression(2)}))", f"d.insert(0, {self.integer(1)})", f"d.extend({self.list_(1)}[:3])", "d.reverse()", "trace(d.pop())", "d[:0] = [a]", "del d[1:2]"])]
        return self.pick([[f"{target} = clip({self.expression(2)})"], [f"{target} += {self.expression(2)}", f"{target} = clip({target})"], [f"del {target}"]])

    def delete(self, scope, depth):
        return [f"del {self.pick(NAMES)}"] if self.random.random() < 0.3 else ["pass"]

    def raise_(self, scope, depth):
        if self.random.random() < 0.5:
            return [f"trace({self.expression(1)})"]
        if scope.in_handler and self.random.random() < 0.4:
            return ["raise"]
        suffix = self.pick(["", "", "", " from None", " from ValueError('cause')"])
        return [f"raise {self.pick(ERRORS)}({self.pick(['', self.pick(NAMES), repr('raised')])}){suffix}"]

    def return_(self, scope, depth):
        return [f"return {self.expression(1)}"] if self.random.random() < 0.3 else [f"if {self.condition()}:", f"    return {self.expression(2)}"]

    def yield_(self, scope, depth):
        return self.pick([[f"yield {self.expression(1)}"], [f"{self.pick(NAMES)} = yield {self.pick(NAMES)}", f"trace('sent', {self.pick(NAMES)})"], [f"yield from {self.iterable()}"]])

    def if_(self, scope, depth):
        lines = [f"if {self.condition()}:", *self.block(scope, depth + 1)]
        if self.random.random() < 0.3:
            lines += [f"elif {self.condition()}:", *self.block(scope, depth + 1)]
        if self.random.random() < 0.5:
            lines += ["else:", *self.block(scope, depth + 1)]
        return lines

    def loop(self, head, scope, depth):
        scope.loops += 1
        forbids, scope.forbids_jumps = scope.forbids_jumps, False if scope.kind == "main" else scope.forbids_jumps
        lines = [head, "    burn()", *self.block(scope, depth + 1)]
        scope.loops -= 1
        scope.forbids_jumps = forbids
        if self.random.random() < 0.25:
            lines += ["else:", *self.block(scope, depth + 1)]
        return lines

    def for_(self, scope, depth):
        head = self.pick([f"for {self.pick('ab')} in range({self.pick(['3', '4', 'a % 5', '2, -2, -1'])}):", f"for c in {self.text(1)}[:4]:", f"for e in {self.list_(1)}[:4]:", f"for a, c in enumerate({self.text(1)}[:4]):", f"for {self.pick(NAMES)} in {self.iterable()}:", "for (a, b), c in [((1, 2), 'x'), ((3, 4), 'y')]:"])
        return self.loop(head, scope, depth)

    def while_(self, scope, depth):
        counter = self.fresh("n")
        return [f"{counter} = 0", *self.loop(f"while ({counter} := {counter} + 1) < {self.random.randrange(2, 5)} and {self.condition()}:", scope, depth)]

    def try_(self, scope, depth):
        lines = ["try:", *self.block(scope, depth + 1)]
        handled = self.random.random() < 0.85
        if handled:
            outer, scope.in_handler = scope.in_handler, True
            for _ in range(self.random.choice([1, 1, 2])):
                kind = self.pick([*ERRORS, "(TypeError, ValueError)", "(NameError, AttributeError, TypeError)", "Exception"])
                name = self.fresh("error")
                lines += [f"except {kind} as {name}:", f"    trace({name}, {name}.__context__, {name}.__cause__)", *self.block(scope, depth + 1)]
            scope.in_handler = outer
            if self.random.random() < 0.25:
                lines += ["else:", *self.block(scope, depth + 1)]
        if not handled or self.random.random() < 0.35:
            lines += ["finally:", *self.block(scope, depth + 1)]
        return lines

    def with_(self, scope, depth):
        name = self.fresh("m")
        return [f"with Manager({name!r}, {self.pick(['False', 'True', 'False'])}) as {self.pick(NAMES)}:", *self.block(scope, depth + 1)]

    def match(self, scope, depth):
        patterns = ["0 | 1", "[x, y]", "[x, *rest]", "{'k': v}", "str(s)", "int() | float()", "None", "(1, z) if z", "[int(i), _]", "{**others}", "True", "[]"]
        lines = [f"match {self.expression(1)}:"]
        for pattern in self.random.sample(patterns, self.random.randrange(1, 4)):
            lines += [f"    case {pattern}:", f"        trace({pattern!r})", *["    " + line for line in self.block(scope, depth + 2)]]
        if self.random.random() < 0.6:
            lines += ["    case other:", "        trace('other', other)"]
        return lines

    def nested_function(self, scope, depth):
        name = self.fresh("inner")
        nonlocal_names = [name for name in scope.enclosing if self.random.random() < 0.3]
        lines = [f"def {name}({self.pick(['', 'a', 'a=1', '*a', 'a, b=2'])}):", "    burn()"]
        inner = Scope("function", scope.enclosing)
        parameters = lines[0]
        usable = [n for n in nonlocal_names if f"({n}" not in parameters and f"*{n}" not in parameters and f" {n}=" not in parameters]
        if usable and scope.kind != "main":
            lines.append(f"    nonlocal {', '.join(usable)}")
        lines += self.block(inner, depth + 2)
        lines += [f"trace({name}({self.pick(['', '1', '1, 2', 'b'])}))"]
        return lines

    # Definitions

    def function(self):
        name = self.fresh("function")
        count = self.random.randrange(0, 4)
        parameters = [*NAMES[:count], *self.pick([[], [], ["*args"], ["k=5"], ["*", "k=7"], ["**keywords"]])]
        lines = [f"def {name}({', '.join(parameters)}):", "    burn()"]
        local_names = NAMES[:count]
        if count < len(NAMES) and self.random.random() < 0.3:
            lines.append(f"    global {NAMES[-1]}")
        elif self.random.random() < 0.9:
            lines += [f"    {other} = {self.typed_constant(other)}" for other in NAMES[count:]]
            local_names = NAMES
        for _ in range(self.random.randrange(1, 5)):
            lines += ["    " + line for line in self.statement(Scope("function", local_names), 0)]
        lines.append(f"    return {self.expression(1)}")
        self.functions.append((name, count))
        return lines

    def generator(self):
        name = self.fresh("generator")
        lines = [f"def {name}(a=2, b=1, c='c', d=(), e=()):", "    d = list(d)", "    burn()", "    yield a"]
        for _ in range(self.random.randrange(1, 5)):
            lines += ["    " + line for line in self.statement(Scope("generator", NAMES), 0)]
        self.generators.append(name)
        return lines

    def class_(self):
        name = self.fresh("Class")
        base = self.pick([*self.classes, "", "", "dict" if not self.classes else self.classes[-1]])
        lines = [f"class {name}({base}):" if base else f"class {name}:"]
        parts = [
            ["    shared = []", "    value = 'class value'"],
            ["    def __init__(self, value=None):", "        self.value = value", "        trace('init', type(self).__name__)"],
            ["    def __repr__(self):", f"        return f'{name}({{self.value!r:.60}})'"],
            ["    def method(self, x=0):", f"        a, b, c, d, e = x, self.value, {self.constant()}, 1, 'e'", *["        " + line for line in self.statement(Scope("method"), 1)], f"        return {self.expression(1)}"],
            ["    @property", "    def prop(self):", f"        return trace('prop', self.value, {self.constant()})"],
            ["    def __add__(self, other):", "        return ('add', self.value, other)"],
            ["    def __getitem__(self, key):", "        return (self.value, key)"],
            ["    def __eq__(self, other):", "        trace('eq')", "        return NotImplemented"],
            ["    def __getattr__(self, name):", "        if name == 'other':", "            return 'getattr other'", "        raise AttributeError(name)"],
            ["    @staticmethod", "    def static(x):", "        return ('static', x)"],
            ["    def method(self, x=0):", "        return ('super', super().method(x))" if base.startswith("Class") else "        return ('plain', x)"],
        ]
        chosen = [part for part in parts[3:] if self.random.random() < 0.5]
        for part in [parts[0], *parts[1:3], *chosen]:
            lines += part
        self.classes.append(name)
        return lines

    def drive_generator(self):
        name, g = self.pick(self.generators), self.fresh("g")
        lines = [f"{g} = {name}({self.pick(NAMES)})", "try:"]
        for _ in range(self.random.randrange(1, 6)):
            lines.append("    " + self.pick([f"trace(next({g}))", f"trace(next({g}, 'end'))", f"trace({g}.send({self.pick(NAMES)}))", f"trace({g}.throw(ValueError('thrown')))", f"trace({g}.close())"]))
        return [*lines, "except Exception as error:", "    trace('generator', error)", "finally:", f"    finish({g})"]

    def guarded(self, lines):
        """A block of the main part whose errors are printed, so that the rest still runs."""
        return ["try:", *["    " + line for line in lines], "except Exception as error:", "    trace(type(error).__name__, error)", "    sys.stdout.flush()"]

    def program(self):
        """A list of blocks; each is a list of lines and can be left out on its own."""
        blocks = [["a = 1", "b = 5", "c = 'text'", "d = [1, 2, 3]", f"e = {self.constant()}"]]
        for _ in range(self.random.randrange(2, 6)):
            blocks.append(self.pick([self.function, self.function, self.generator, self.class_])())
        for _ in range(self.random.randrange(8, 25)):
            lines = self.drive_generator() if self.generators and self.random.random() < 0.2 else self.statement(Scope("main"), 0)
            lines.append(f"trace({', '.join(NAMES)})")
            blocks.append(self.guarded(lines) if self.random.random() < 0.98 else lines)
            if self.random.random() < 0.3:
                blocks.append(self.guarded([f"trace({self.call()})"]))
        blocks.append(self.guarded([f"trace({', '.join(NAMES)})"]))
        return blocks


def text_of(blocks):
    return PRELUDE + "\n".join("\n".join(block) + "\n" for block in blocks)


def random_program(seed):
    """The first valid program from this seed on; what cannot be compiled (say, a name both local and global) is passed over."""
    generator = random.Random(seed)
    while True:
        blocks = Programs(generator).program()
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                compile(text_of(blocks), "program", "exec")
            return blocks
        except SyntaxError:
            continue


def differs(interpreters, blocks):
    return harness.differences(*interpreters.run(text_of(blocks)))


def indentation(line):
    return len(line) - len(line.lstrip())


def without_suite(lines, index):
    """The lines without line `index` and its suite, which becomes `pass` where something has to stand."""
    end = index + 1
    while end < len(lines) and indentation(lines[end]) > indentation(lines[index]):
        end += 1
    for replacement in ([], [" " * indentation(lines[index]) + "pass"]):
        candidate = lines[:index] + replacement + lines[end:]
        try:
            compile("\n".join(candidate), "program", "exec")
            return candidate if len(candidate) < len(lines) or replacement != lines[index:end] else None
        except SyntaxError:
            continue
    return None


def reduce(interpreters, blocks):
    """Leaves out blocks, then single statements, from the last to the first, as long as the outcomes differ."""
    for index in reversed(range(len(blocks))):
        candidate = blocks[:index] + blocks[index + 1 :]
        if differs(interpreters, candidate):
            blocks = candidate
    lines = [line for block in blocks for line in block]
    for index in reversed(range(len(lines))):
        if index >= len(lines):
            continue
        candidate = without_suite(lines, index)
        if candidate is not None and differs(interpreters, [candidate]):
            lines = candidate
    return [lines]


# Around the programs of a batch. A program's prints go to a list that dies with it, so that what it leaves behind cannot print elsewhere.
BATCH_PRELUDE = '''\
import sys
import zlib


def run(index, source):
    lines = []
    namespace = {"__name__": "__main__", "print": lambda *values: lines.append(" ".join(map(str, values)))}
    try:
        exec(source, namespace)
    except BaseException as error:
        lines.append(f"{type(error).__name__}: {error}")
    text = "\\n".join(lines)
    print(index, len(lines), "%08x" % zlib.crc32(text.encode("utf-8", "backslashreplace")), ascii(lines[-1])[:200], flush=True)


'''


def batch_text(tries):
    return BATCH_PRELUDE + "".join(f"run({number}, {text_of(blocks)!a})\n" for number, blocks in tries)


class Comparison(batches.Comparison):
    """Reports a difference as the smallest program that shows it."""

    def report(self, index, blocks, expected, actual):
        self.differences += 1
        print(f"DIFFERENCE in program {index}:")
        if not differs(self.interpreters, blocks):
            print(f"    only in its batch: {expected} {actual}", flush=True)
            self.interpreters.save(f"program_{index}.py", text_of(blocks))
            return
        blocks = reduce(self.interpreters, blocks)
        print("".join(f"    {line}\n" for block in blocks for line in block))
        print("".join(f"    {line}\n" for line in differs(self.interpreters, blocks)), flush=True)
        self.interpreters.save(f"program_{index}.py", text_of(blocks))


def main():
    options = batches.parse_arguments(__doc__.partition("\n")[0], 1000, 200)
    comparison = Comparison(batches.Interpreters(options), options.max_report, batch_text, "program")
    numbers = itertools.count()
    done = comparison.run(options, lambda: random_program(f"{options.seed}/{next(numbers)}"))
    print(f"seed {options.seed}: {done} programs, {comparison.differences} differences")
    return 1 if comparison.differences else 0


if __name__ == "__main__":
    sys.exit(main())
