print(sorted([3, 1.5, True, 2**70, -0.5, False, 10**20 + 0.0]), sorted(["é", "e", "z", "E", "", "\U0001F600", "\uffff"]) == ["", "E", "e", "z", "é", "\uffff", "\U0001F600"], sorted([b"b", b"a", b""]), sorted([(1, 2), (1,), ()]), sorted([[2], [1, 5], [1]]), sorted([{1}, set()], key=len), sorted([0.0, -0.0]))
for values in ([1, "a"], ["a", 1], [None, None], [(1, "a"), (1, 2)], [{}, {}], [1, None], [b"a", "a"]):
    try:
        sorted(values)
    except TypeError as error:
        print(error)
