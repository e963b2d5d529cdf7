sources = ["1 +", "(1", "1)", "[1", "{1:", "{1: }", "{1: 2, 3}", "f(", "f(1 2)", "a b", "1 2", "x = ", "= 1", "1 = x", "a + 1 = 2", "f() = 1", "(a, 1) = 2", "[a, f()] = 1", "None = 1", "True = 1", "x = True = 1", "'a' = 1", "a < b = 1", "lambda: 1 = 2", "-a = 1", "{} = 1", "{a} = 1", "... = 1", "f'{x}' = 1", "(x for x in y) = 1", "[x for x in y] = 1", "a if b else c = 1", "not a = 1", "await x = 1", "a.b() = 1", "(yield) = 1", "x = yield = 1", "a := 1", "(a.b := 1)", "(a[0] := 1)", "(1 := 2)", "f(a := 1, b=(c := 2))", "[a := 1, b]"]
for source in sources:
    try:
        compile(source, "f", "exec")
        print(repr(source), "ok")
    except SyntaxError as error:
        print(repr(source), type(error).__name__, error.msg, error.lineno, error.offset, error.end_lineno, error.end_offset, repr(error.text))
