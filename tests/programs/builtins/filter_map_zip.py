print(list(filter(None, [0, 1, "", "a"])), list(filter(str.isdigit, "a1b2")), list(map(int, "123")), list(map(lambda a, b: a + b, [1, 2, 3], [10, 20])), list(map(max, [1], [2], [3])), list(zip()), list(zip("ab", [1, 2, 3])), list(zip("ab", "cd", strict=True)), dict(zip("ab", range(2))))
for call in ("list(zip('ab', 'c', strict=True))", "list(zip('a', 'bc', strict=True))", "list(zip('ab', 'ab', 'c', strict=True))", "zip(1)", "zip('a', 1)", "map(len)", "map()", "list(map(5, [1]))", "filter(None)", "list(filter(5, [1]))", "zip(strict=1, x=2)", "filter(None, 5)", "map(len, 5)"):
    try:
        print(call, eval(call))
    except Exception as error:
        print(call, type(error).__name__, error)
