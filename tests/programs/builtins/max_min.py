print(max(1, 2), max([3, 1]), min("b", "a"), max([], default=0), min([], default=None), max("abc", key=ord), max([-3, 2], key=abs), min({3: "a", 1: "b"}), max((1, 2), (1, 3)), max(1, 2.0), max(2, 2.0), min(1.0, 1), max([1], [2]))
for call in ("max()", "max([])", "min(())", "max(1)", "max(1, 'a')", "max(1, 2, default=3)", "max([1, 'a'])", "min([1], key=5)", "max(default=1)", "max(None)"):
    try:
        print(eval(call))
    except (TypeError, ValueError) as error:
        print(call, type(error).__name__, error)
