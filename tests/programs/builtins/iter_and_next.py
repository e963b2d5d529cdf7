values = iter([3, 2, 0, 1])
print(list(iter(lambda: next(values), 0)), next(iter("a")), next(iter([]), None), type(iter([])).__name__, type(iter(())).__name__, type(iter("é")).__name__, type(iter(int, 1)).__name__, type(iter({})).__name__, type(iter({}.values())).__name__, type(iter({}.items())).__name__, type(iter(set())).__name__, type(iter(b"")).__name__, type(iter(bytearray())).__name__, type(iter(range(1))).__name__, type(iter(memoryview(b""))).__name__, type(reversed([])).__name__, type(reversed("a")).__name__, type(reversed({})).__name__)
for call in ("iter(5)", "iter(5, 1)", "next([])", "next(iter([]))", "iter()", "next()", "iter(1, 2, 3)", "next(iter([]), 1, 2)"):
    try:
        eval(call)
    except (TypeError, StopIteration) as error:
        print(call, type(error).__name__, error)
