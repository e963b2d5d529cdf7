"""Statements for the statement fuzzer that need a shape of their own: coroutines, descriptors, metaclasses, exception groups, star arguments.

A mixin of statements.Programs; each method makes a list of lines, with random expressions and blocks inside.
"""


class Features:
    def features(self):
        return [self.coroutine, self.async_iteration, self.descriptor, self.metaclass, self.exception_group, self.star_call, self.decorated, self.with_several, self.closures, self.slots, self.class_pattern, self.scoped_class, self.chained, self.generator_pipe, self.finally_flow, self.dunder_operators]  # fmt: skip

    def drive(self, name, coroutine):
        """Runs a coroutine by hand; what it awaits is answered with small numbers."""
        return [
            f"{name} = {coroutine}", "try:", f"    trace({name}.send(None))", "    for step in range(4):", f"        trace({self.pick([f'{name}.send(step)', f'{name}.send(step)', f'{name}.throw(KeyError(step))'])})",
            "except StopIteration as stop:", "    trace('result', stop.value)", "except Exception as error:", "    trace('escaped', error, error.__context__)", "finally:", f"    finish({name})",
        ]  # fmt: skip

    def coroutine(self, scope, depth):
        inner, outer, waiter = self.fresh("inner"), self.fresh("outer"), self.fresh("Waiter")
        return [
            f"class {waiter}:", "    def __await__(self):", f"        got = yield {self.pick(['1', 'self', 'None'])}", f"        return {self.pick(['got', '(got, 1)', 'None'])}".replace("self", "0"),
            f"async def {inner}(a, b=2, c='c', d=(1, 2), e=None):", "    d = list(d)", *self.suite_of_coroutine(waiter), f"    return {self.expression(2)}",
            f"async def {outer}(a=3, b=1, c='x', d=(3,), e=None):", "    d = list(d)", *self.suite_of_coroutine(waiter), f"    a = await {inner}({self.pick(['a', '1', 'b, 2'])})", f"    return [a, {self.pick(['b', f'await {inner}(b)', f'[await {inner}(x) for x in range(2)]'])}]",
            *self.drive(self.fresh("run"), f"{outer}()"),
        ]  # fmt: skip

    def suite_of_coroutine(self, waiter):
        choice = self.random.random()
        lines = [f"    trace('got', await {waiter}())"]
        if choice < 0.4:
            return ["    try:", *["    " + line for line in lines], f"        {self.pick(['raise ValueError(a)', 'a = a + 1', 'd.append(a)'])}", f"    except {self.pick(['ValueError', 'KeyError', 'Exception'])} as error:", "        trace('caught', error)", f"        {self.pick(['a = 0', 'return a', 'raise', f'await {waiter}()'])}", "    finally:", f"        trace('finally', {self.pick(['a', f'await {waiter}()'])})"]
        if choice < 0.6:
            return [f"    for b in range({self.pick(['1', '2'])}):", *["    " + line for line in lines], f"        {self.pick(['break', 'continue', 'pass'])}"]
        return lines

    def async_iteration(self, scope, depth):
        generator, manager, user = self.fresh("agen"), self.fresh("AManager"), self.fresh("user")
        loop = self.pick([f"[x async for x in {generator}(3)]", f"{{x: 1 async for x in {generator}(2) if x}}", f"[y for y in [z async for z in {generator}(2)]]"])
        return [
            f"async def {generator}(n):", "    try:", "        for i in range(n):", f"            {self.pick(['yield i', 'got = yield i', 'yield (i, n)'])}", "    finally:", "        trace('agen done')",
            f"class {manager}:", "    async def __aenter__(self):", "        trace('aenter')", "        return 5", "    async def __aexit__(self, kind, value, traceback):", "        trace('aexit', kind, value)", f"        return {self.pick(['True', 'False', 'None', '1'])}",
            f"async def {user}(a=1, b=2, c='c', d=(), e=None):", f"    async with {manager}() as a{self.pick(['', f', {manager}() as b'])}:", f"        {self.pick([f'trace({self.integer(2)})', 'raise ValueError(a)', 'return 7', f'trace({loop})'])}", f"    source = {generator}(3)", "    try:", "        async for b in source:", f"            trace(b); {self.pick(['break', 'continue', 'pass', 'raise KeyError(b)'])}",
            "        else:", "            trace('else')", "    finally:", "        await source.aclose()", f"    return {loop}", *self.drive(self.fresh("run"), f"{user}()"),
        ]  # fmt: skip

    def descriptor(self, scope, depth):
        descriptor, owner, instance = self.fresh("Descriptor"), self.fresh("Owner"), self.fresh("instance")
        parts = [
            ["    def __get__(self, instance, owner=None):", f"        return ('get', self.name, instance is None, {self.constant()})"],
            ["    def __set__(self, instance, value):", f"        {self.pick(['instance.__dict__[self.name] = value', 'raise AttributeError(value)', 'trace(value)'])}"],
            ["    def __delete__(self, instance):", "        trace('delete', self.name)"],
        ]
        lines = [f"class {descriptor}:", "    name = 'unnamed'", "    def __set_name__(self, owner, name):", "        self.name = trace(name)"]
        for part in parts:
            if self.random.random() < 0.7:
                lines += part
        accesses = [f"trace({instance}.field)", f"{instance}.field = {self.integer(2)}", f"del {instance}.field", f"{instance}.field += 1", f"trace({owner}.field)", f"trace({instance}.__dict__)", f"{owner}.field = 5", f"trace(hasattr({instance}, 'field'))", f"{instance}.other = 1", f"trace({instance}.other)"]
        lines += [f"class {owner}:", f"    field = {descriptor}()", *(["    def __getattr__(self, name):", "        return ('missing', name)"] if self.random.random() < 0.3 else []), f"{instance} = {owner}()"]
        for _ in range(self.random.randrange(2, 7)):
            lines += ["try:", f"    {self.pick(accesses)}", "except Exception as error:", "    trace(type(error), error)"]
        return lines

    def metaclass(self, scope, depth):
        meta, user = self.fresh("Meta"), self.fresh("User")
        return [
            f"class {meta}(type):", *(["    @classmethod", "    def __prepare__(cls, name, bases, **keywords):", "        trace('prepare', name, keywords)", "        return {'prepared': 1}"] if self.random.random() < 0.5 else []),
            "    def __new__(cls, name, bases, namespace, **keywords):", "        trace('new', name, sorted(key for key in namespace if key[0] != '_'), keywords)", "        return super().__new__(cls, name, bases, namespace)", "    def __init__(cls, *arguments, **keywords):", "        trace('init', len(arguments))",
            "    def __call__(cls, *arguments):", f"        return {self.pick(['super().__call__(*arguments)', '(cls.__name__, arguments)', 'super().__call__()'])}", "    def __getattr__(cls, name):", "        return ('meta', name)", "    def __len__(cls):", "        return 3",
            f"class {user}(metaclass={meta}{self.pick(['', ', key=1', ', **{}'])}):", f"    value = {self.typed('a', 2)}", "    def __init__(self, x=1):", "        self.x = x", f"trace({self.pick([f'{user}().x', f'{user}(2)', f'{user}.missing', f'len({user})', f'{user}.value', f'type({user}).__name__', f'isinstance({user}(), {user})'])})".replace(f"{user}(2))", f"{user}(2) is None)"),
        ]  # fmt: skip

    def exception_group(self, scope, depth):
        kinds = ["ValueError(1)", "TypeError('t')", "KeyError('k')", "OSError(2, 'o')", "ExceptionGroup('in', [ValueError(2), IndexError(3)])"]
        raised = f"ExceptionGroup('out', [{', '.join(self.random.sample(kinds, self.random.randrange(1, 4)))}])" if self.random.random() < 0.85 else self.pick(kinds[:3])
        lines = ["try:", "    try:", f"        raise {raised}"]
        for kind in self.random.sample(["ValueError", "TypeError", "(KeyError, OSError)", "Exception", "LookupError"], self.random.randrange(1, 3)):
            name = self.fresh("group")
            lines += [f"    except* {kind} as {name}:", f"        trace({kind!r}, {name}, {name}.exceptions)", *(["        " + self.pick(["raise", "raise RuntimeError('new')", "pass", f"raise {name}.exceptions[0]", "a = 5"])] if self.random.random() < 0.6 else [])]
        if self.random.random() < 0.3:
            lines += ["    else:", "        trace('no error')"]
        if self.random.random() < 0.3:
            lines += ["    finally:", "        trace('finally')"]
        return [*lines, "except BaseException as error:", "    trace('left', error, getattr(error, 'exceptions', None), error.__context__)"]

    def star_call(self, scope, depth):
        name = self.fresh("starred")
        parameters = self.pick(["*args", "a, /, b, *, c", "a, b=2, *args, c=3, **kw", "**kw", "a, b=1, /, *, d=4, **kw", "a=1, *, b", "*args, d, **kw", "a, b, c", ""])
        names = [part.strip("* ").partition("=")[0] for part in parameters.split(",")]
        shown = ", ".join(name for name in names if name and name != "/") or "'nothing'"
        lines = [f"def {name}({parameters}):", f"    return [{shown}]"]
        for _ in range(self.random.randrange(1, 4)):
            arguments = [self.pick(["1", "2", "*[3, 4]", "*c", "**{'a': 5}", "**{'b': 1, 'z': 2}", "c=7", "d=8", "b=a", "x=1", "*d", "**{}", "*()", "**{1: 2}", "*5", "**5"]) for _ in range(self.random.randrange(0, 4))]
            arguments.sort(key=lambda text: (text.startswith("**"), "=" in text))
            lines += ["try:", f"    trace({name}({', '.join(arguments)}))", "except Exception as error:", "    trace(type(error).__name__, error)"]
        return lines

    def decorated(self, scope, depth):
        decorator, name = self.fresh("decorator"), self.fresh("decorated")
        return [
            f"def {decorator}(tag, *rest):", "    trace('make', tag)", "    def decorate(function):", "        trace('apply', tag, getattr(function, '__name__', function))", f"        return {self.pick(['function', 'lambda *x: (tag, function(*x))', 'staticmethod(function)', 'property(function)', '5'])}", "    return decorate",
            f"@{decorator}('one')", *([f"@{decorator}({self.typed('a', 2)})"] if self.random.random() < 0.5 else []), f"def {name}(x=1):", "    return ('body', x)", f"trace({name}({self.pick(['', '2', 'a'])}))",
        ]  # fmt: skip

    def with_several(self, scope, depth):
        first, second = self.fresh("m"), self.fresh("m")
        return [f"with (Manager({first!r}, {self.pick(['True', 'False'])}) as a, Manager({second!r}, {self.pick(['True', 'False'])}){self.pick(['', ' as c', ' as (b, *d)'])}):", *self.block(scope, depth + 1)]

    def closures(self, scope, depth):
        make = self.fresh("make")
        return [
            f"def {make}(a, b=2):", "    c, d, e = 'c', [1], None", "    def first(x=b):", f"        nonlocal a{self.pick(['', ', c'])}", f"        a = {self.integer(1)}", "        return a, x", "    def second():", f"        {self.pick(['del a' if False else 'pass', 'nonlocal d; d = d + [a]', 'return a'])}", f"        return {self.expression(2)}",
            "    class Inner:", f"        value = {self.pick(['a', 'b', 'c', '[a for _ in range(2)]', 'lambda: a'])}", "        def get(self):", "            return a, __class__.__name__", f"    return [first(), second(), Inner().get(), [f() for f in [lambda: {self.pick(['i', 'a', 'b'])} for i in range(2)]], first({self.integer(2)})]", f"trace({make}({self.integer(2)}))",
        ]  # fmt: skip

    def slots(self, scope, depth):
        name = self.fresh("Slots")
        lines = [f"class {name}({self.pick(['', 'Exception', 'list', 'tuple'])}):", f"    __slots__ = {self.pick([repr(('one', 'two')), repr('one'), '()', repr(['one', '__dict__']), repr(('one', '__private')), repr(('1bad',)), repr(('one', 'one'))])}", f"    {self.pick(['pass', 'def __init__(self): self.one = 1', 'three = 3', 'one = 1'])}", "try:", f"    x = {name}()", f"    x.one = {self.integer(2)}", "    trace(x.one)", f"    {self.pick(['del x.one', 'x.four = 4', 'trace(x.two)', 'x.three = 5', 'trace(x.__dict__)', 'trace(x._' + name + '__private)'])}", "    trace(x.one)"]
        return [*lines, "except Exception as error:", "    trace(type(error).__name__, error)"]

    def class_pattern(self, scope, depth):
        name = self.fresh("Shape")
        patterns = [f"{name}(1, y)", f"{name}(x=0, y=int(z))", f"{name}(x, y) if x == y", f"{name}()", f"{name}(1, 2, 3)", f"[{name}(x=z), *_]", f"{{'s': {name}(y=z)}}", "int(z) | float(z)", "str() as z", "(z, [1, *w])", "-1 | 1.5 | 'a' | None", "_"]
        subject = self.pick([f"{name}(1, 2)", f"{name}(0, 'y')", f"[{name}(3, 3), 4]", f"{{'s': {name}(1, b)}}", "a", "c", "(1, [1, 2, 3])", f"{name}({self.integer(2)}, a)"])
        lines = [f"class {name}:", f"    {self.pick(['__match_args__ = (' + repr('x') + ', ' + repr('y') + ')', '__match_args__ = (' + repr('x') + ', 5)', '__match_args__ = [' + repr('x') + ']', 'pass'])}", "    def __init__(self, x, y):", "        self.x, self.y = x, y", "try:", f"    match {subject}:"]
        for pattern in sorted(self.random.sample(patterns, self.random.randrange(1, 5)), key=lambda text: text == "_"):
            lines += [f"        case {pattern}:", f"            trace({pattern!r}, {'z' if 'z' in pattern else '0'})"]
        return [*lines, "except Exception as error:", "    trace(type(error).__name__, error)"]

    def scoped_class(self, scope, depth):
        name = self.fresh("Scoped")
        return [
            f"class {name}:", f"    a = {self.integer(1)}", f"    b = [a for _ in range({self.pick(['1', '2'])})]", f"    {self.pick(['c = [x for x in b]', 'del a', 'def a(self): return 1', 'global e; e = 3', 'import sys as c', 'for b in range(2): pass', 'a: int = 5; f: str', 'locals()[' + repr('g') + '] = 7'])}",
            "    try:", f"        d = {self.pick(['a', 'g', 'missing', '(lambda: a)()', '__qualname__'])}", "    except NameError as error:", "        trace(error)", f"trace(sorted((key, value if type(value) in (int, str, list) else 0) for key, value in vars({name}).items() if key[0] != '_'), {name}.__dict__.get('__annotations__'))",
        ]  # fmt: skip

    def chained(self, scope, depth):
        operators = ["<", "<=", "==", "!=", ">", ">=", "in", "not in", "is", "is not"]
        terms = [self.pick([lambda: f"trace({self.integer(2)})", lambda: self.integer(2), lambda: "c", lambda: "d"])() for _ in range(self.random.randrange(2, 5))]
        return [f"trace({terms[0]} " + " ".join(f"{self.pick(operators[:6] if self.random.random() < 0.8 else operators[6:8])} {term}" for term in terms[1:]) + ")"]

    def generator_pipe(self, scope, depth):
        first, second = self.fresh("source"), self.fresh("pipe")
        return [
            f"def {first}(n):", "    try:", "        for i in range(n):", "            got = yield i", "            trace('source got', got)", f"    except {self.pick(['ValueError', 'GeneratorExit', 'Exception'])} as error:", f"        trace('source', type(error)); {self.pick(['raise', 'return 5', 'pass', 'raise KeyError(1)'])}", "    return 'source end'",
            f"def {second}(n):", "    try:", f"        result = yield from {first}(n)", "        trace('result', result)", "    finally:", f"        trace('pipe finally'){self.pick(['', '; yield 9', ''])}", f"    {self.pick(['return 1', 'yield result', 'raise StopIteration(3)'])}",
            f"p = {second}({self.pick(['1', '2', '3'])})", "try:", *[f"    trace(p.{self.pick(['send(None)', 'send(1)', 'throw(ValueError(2))', 'throw(ValueError, 3)', 'close()', '__next__()'])})" for _ in range(self.random.randrange(1, 6))], "except BaseException as error:", "    trace(type(error), error, error.__context__, error.__cause__)", "finally:", "    finish(p)",
        ]  # fmt: skip

    def finally_flow(self, scope, depth):
        name = self.fresh("flow")
        jump = lambda: self.pick(["return 1", "break", "continue", "raise ValueError(i)", "pass", "return i", "trace(i)", "1 / 0"])
        return [
            f"def {name}(n):", "    for i in range(n):", "        try:", "            try:", f"                if i {self.pick(['== 0', '== 1', '> 0', '>= 0'])}: {jump()}", "            finally:", f"                trace('inner', i); {jump()}", f"        except {self.pick(['ValueError', 'ZeroDivisionError', 'Exception'])} as i:", f"            trace('except'); i = 7; {jump()}", "        else:", f"            {jump()}", "        finally:", f"            {self.pick([jump(), 'pass', 'trace(2)'])}",
            "    else:", "        return 'else'", "    return 'end'", "try:", f"    trace({name}({self.pick(['0', '1', '2', '3'])}))", "except Exception as error:", "    trace(type(error).__name__, error, error.__context__)",
        ]  # fmt: skip

    def dunder_operators(self, scope, depth):
        name, child = self.fresh("Number"), self.fresh("Child")
        operators = {"+": "add", "-": "sub", "*": "mul", "//": "floordiv", "%": "mod", "<<": "lshift", "&": "and", "@": "matmul", "**": "pow"}
        operator = self.pick(list(operators))
        word = operators[operator]
        result = lambda: self.pick(["NotImplemented", f"('{word}', type(self).__name__, type(other).__name__)", "self", "raise_"])
        method = lambda prefix: [f"    def __{prefix}{word}__(self, other):", f"        trace('{prefix}{word}', type(self).__name__)", f"        return {result()}".replace("return raise_", "raise ValueError('from operator')")]
        lines = [f"class {name}:", "    pass"]
        for prefix in self.random.sample(["", "r", "i"], self.random.randrange(0, 4)):
            lines += method(prefix)
        lines += [f"class {child}({name}):", "    pass"]
        for prefix in self.random.sample(["", "r"], self.random.randrange(0, 3)):
            lines += method(prefix)
        left, right = self.pick([f"{name}()", f"{child}()", "5"]), self.pick([f"{name}()", f"{child}()", "2", "'s'", "[1]"])
        show = "type(r).__name__ if type(r) is not tuple else r"
        return [*lines, "try:", f"    r = {left} {operator} {right}", f"    trace({show})", f"    r = {right}", f"    r {operator}= {left}", f"    trace({show})", "except Exception as error:", "    trace(type(error).__name__, error)"]
