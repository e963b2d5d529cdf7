import warnings

sources = ["x is 1", "x is not 'a'", "1 is 1", "() is x", "assert (x, 'm')", "1()", "'a'()", "[1](2)", "(1, 2)(3)", "1[0]", "None[0]", "'a'['b']", "[1]['a']", "[1, 2](3, 4)", "{}[1]", "{1}[0]", "f'a'()", "(lambda: 0)[0]", "'\\d'", "b'\\q'", "1or 2", "0x1for x in y", "x == 1is y", "f'{x}'[x]", "x is None", "x is ...", "x is True", "[1][1,2]", "(x for x in y)[0]"]
for source in sources:
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            compile(source, "f", "exec")
        except SyntaxError as error:
            print(source, "error", error.msg)
    print(source, [(w.category.__name__, str(w.message), w.lineno) for w in caught])
