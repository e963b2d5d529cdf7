for call in ("[].pop()", "[1].pop(5)", "[1].pop('a')", "[1].remove(2)", "[1].index(2)", "['a'].index('b', 0)", "[1].index(1, 1)", "[].extend(5)", "[].append()", "[].append(1, 2)", "[].insert(1)", "[].insert('a', 1)", "[].sort(1)", "[].sort(key=5) or [1].sort(key=5)", "[1, 'a'].sort()", "[].copy(1)", "[].reverse(1)", "[].sort(foo=1)", "list(5)", "list(1, 2)", "list(x=1)", "[].count()", "[1].pop(1.0)"):
    try:
        print(call, eval(call))
    except Exception as error:
        print(call, type(error).__name__, error)
