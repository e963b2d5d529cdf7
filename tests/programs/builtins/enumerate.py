print(list(enumerate("ab")), list(enumerate("ab", 5)), list(enumerate([], start=1)), next(enumerate("x", -1)), list(enumerate("ab", 2**63 - 1)), type(enumerate([])).__name__, enumerate[int])
for call in ("enumerate(5)", "enumerate('a', 1.5)", "enumerate('a', start='x')", "enumerate(iterable='a', foo=1)"):
    try:
        eval(call)
    except TypeError as error:
        print(error)
print(list(enumerate(iterable="ab", start=1)))
