for call in ("(1,)[3]", "(1, 2).index(3)", "(1,) + [2]", "(1,) * (2,)", "tuple(5)", "hash(([],))", "(1,) < [1]", "tuple(1, 2)", "(1, 'a') < (1, 2)", "(1,).count()", "tuple(x=1)", "(1,).append"):
    try:
        print(eval(call))
    except Exception as error:
        print(call, type(error).__name__, error)
for text in ("t[0] = 1", "del t[0]", "t.x = 1", "t[0:1] = ()"):
    try:
        exec(text, {"t": (1, 2)})
    except Exception as error:
        print(text, type(error).__name__, error)
