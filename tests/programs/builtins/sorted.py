print(sorted([3, 1, 2]), sorted("hello"), sorted([3, 1, 2], reverse=True), sorted(["bb", "a"], key=len), sorted({2: 1, 1: 2}), sorted((x for x in [2, 1])), sorted([]), sorted([1, True, 0, False]), sorted("aB", key=str.lower))
for call in ("sorted()", "sorted(5)", "sorted([1, 'a'])", "sorted([1], key=5)", "sorted([1], 5)", "sorted([1], reverse='a')", "sorted([1j, 2j])", "sorted([1], foo=1)", "sorted(iterable=[1])"):
    try:
        print(eval(call))
    except TypeError as error:
        print(call, error)
