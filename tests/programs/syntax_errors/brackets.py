sources = ["(]", "[)", "{]", "(1, 2]", "f(a, [b)", "x = (1,\n2", "x = [1,\n  (2,\n  3]", ")", "]", "}", "a = {'k': 1", "print('a'", "print('a'\nx = 1", "d = {1: 2\nx = 3", "foo(a, b for b in range(5), c)", "foo(b for b in x, c)", "(\n\n]", "def f(a, (b)): pass", "{(}", "f'{(}'", "'a' + (", "x = [\n1\n2\n]", "[1, 2 3]", "[a b]", "{1: 2 3: 4}", "{1 2}", "(a, b c)", "f(a b)", "f(a, b c)", "x[1 2]", "x[1", "{a: b, c d}", "{**a b}"]
for source in sources:
    try:
        compile(source, "f", "exec")
        print(repr(source), "ok")
    except SyntaxError as error:
        print(repr(source), error.msg, error.lineno, error.offset, error.end_lineno, error.end_offset)
