print(1 in [1, 2], 3 not in (1, 2), "b" in "abc", "" in "", 2 in {1: 0, 2: 0})
print(b"b" in b"abc", 98 in b"abc", 5 in range(0, 10, 5), 1.0 in [1])
nan = float("nan")
print(nan in [nan], float("nan") in [nan], nan == nan)
for text in ("1 in 2", "1 in 'abc'", "'a' in b'abc'", "300 in b'abc'", "[] in {}", "1 in None"):
    try:
        print(eval(text))
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)
