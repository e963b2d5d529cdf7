import pickle


class Point:
    def __init__(self, x):
        self.x = x

    def __eq__(self, other):
        return self.x == other.x


class Reduced:
    def __reduce__(self):
        return (list, ((1, 2),))


class Slotted:
    __slots__ = ("a",)


values = [None, True, 0, -1, 2**31, 2**70, -(2**70), 1.5, float("inf"), 1j, "é\ud800", b"\x00", bytearray(b"x"), [], (1,), (1, 2, 3, 4), {"a": [1]}, {1}, frozenset([2]), range(3), slice(1, 2), int, len, Point(5), ..., NotImplemented, "x" * 300, list(range(300))]
for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
    print(protocol, [index for index, value in enumerate(values) if pickle.loads(pickle.dumps(value, protocol)) != value])
loop = []
loop.append(loop)
print(pickle.loads(pickle.dumps(loop))[0].__class__, pickle.loads(pickle.dumps(Reduced())))
s = Slotted()
s.a = 5
print(pickle.loads(pickle.dumps(s, 2)).a, pickle.dumps([1, "a", None, {"k": 2.5}], 0), pickle.dumps((1, "ab", b"c"), 4))
for action in (lambda: pickle.loads(b""), lambda: pickle.loads(b"garbage"), lambda: pickle.loads(pickle.dumps([1])[:-1]), lambda: pickle.dumps(lambda: 0), lambda: pickle.loads("text"), lambda: pickle.dumps(1, 99)):
    try:
        action()
    except Exception as error:
        print(type(error).__name__, str(error).split("<function")[0])
