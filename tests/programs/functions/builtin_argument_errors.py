for call in ("len()", "len(1, 2)", "len(5)", "abs()", "abs('a')", "isinstance(1)", "isinstance(1, 5)", "issubclass(1, int)", "getattr(1)", "getattr(1, 2)", "hasattr(1, 2)", "setattr(1)", "iter()", "iter(1)", "next()", "next(1)", "sorted()", "sorted(1)", "min()", "min(1)", "max([])", "max(1, key=2)", "min(1, 2, foo=3)", "sum()", "range()", "enumerate()", "zip(1)", "map()", "map(1)", "filter(1)", "ord()", "divmod(1)", "pow()", "round()", "print(foo=1)", "input(1, 2)", "hash()", "callable()", "id()", "repr()", "dir(1, 2)", "vars(1)", "reversed()", "reversed(1)", "all()", "any(1)", "format()", "open()", "type()", "type(1, 2)", "super()", "object(1)", "property(1, 2, 3, 4, 5)", "sorted([1], 2)", "sum([1], 2, 3)", "enumerate([], 'a')", "bool(1, 2)", "float(1, 2)", "len(x=1)", "chr(i=1)"):
    try:
        eval(call)
        print(call, "ok")
    except Exception as error:
        print(call, type(error).__name__, error)
