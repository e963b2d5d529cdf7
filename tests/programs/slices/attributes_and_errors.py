s = slice(1, None, "x")
print(s, s.start, s.stop, s.step, slice(3) == slice(None, 3, None), slice(1) != slice(2), slice(1, 2) < slice(1, 3), repr(slice(1, 2)))
for call in ("slice()", "slice(1, 2, 3, 4)", "slice(1, 2, 0).indices(5)", "slice('a').indices(5)", "slice(1).indices(-1)", "slice(1).indices('a')", "hash(slice(1))", "[1][slice('a')]", "[1, 2][1:2:'x']"):
    try:
        print(eval(call))
    except Exception as error:
        print(call, type(error).__name__, error)
