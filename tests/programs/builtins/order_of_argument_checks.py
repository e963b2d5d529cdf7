# Which of several mistakes in a call is reported: names before counts, bounds before the object searched for.
def attempt(function):
    try:
        print(function())
    except Exception as error:
        print(type(error).__name__, error)


attempt(lambda: (5).__add__(x=1))
attempt(lambda: [].copy(1, x=2))
attempt(lambda: {}.__len__(x=2))
attempt(lambda: list.__getitem__())
attempt(lambda: dict.__contains__(5, 6))
attempt(lambda: sum(key=8))
attempt(lambda: enumerate(strict=1))
attempt(lambda: property(self=8))
attempt(lambda: "a".count([], "x"))
attempt(lambda: b"a".find(None, "x"))
attempt(lambda: b"".hex(b"", b""))
attempt(lambda: (1).to_bytes(1, None))
attempt(lambda: (1).to_bytes(1, "big", True, False))
attempt(lambda: [].sort(1, 2, 3))
attempt(lambda: pow(1j, [], 2))
attempt(lambda: 1 << (1 << 62))
attempt(lambda: 1 << (1 << 80))
attempt(lambda: range(3).index(True + 5))
attempt(lambda: range(0).index(False))
attempt(lambda: iter([]).__init__(1))
attempt(lambda: [].__reduce_ex__(2**63))
