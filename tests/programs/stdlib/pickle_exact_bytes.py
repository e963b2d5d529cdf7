"""The bytes of pickles in all protocols, and what comes back."""
import collections
import enum
import io
import pickle


class Plain:
    pass


class Slots:
    __slots__ = ("a", "b")


class Both(Slots):
    pass


class State:
    def __getstate__(self):
        return (1, self.x)

    def __setstate__(self, state):
        self.x = state[1]


class Arguments(tuple):
    def __new__(cls, a, *, b):
        return super().__new__(cls, (a, b))

    def __getnewargs_ex__(self):
        return (self[0],), {"b": self[1]}


class Color(enum.Enum):
    RED = 1


class Outer:
    class Inner:
        def method(self):
            return 1


class Names(dict):
    pass


class Items(list):
    pass


def values():
    plain = Plain()
    plain.a = 1
    plain.long_name_of_attribute = [plain]
    slots = Slots()
    slots.a = "x"
    both = Both()
    both.a, both.c = 1, 2
    state = State()
    state.x = "state"
    names = Names(a=1)
    names.extra = 5
    loop = []
    loop.append(loop)
    knot = ([],)
    knot[0].append(knot)
    return [
        None, True, False, 0, 255, 256, 65535, 65536, -1, 2**31 - 1, 2**31, -2**31, -2**31 - 1, 2**62, -2**63, 2**64,
        -2**64, 2**2100, 1.5, float("inf"), -0.0, 1e-300, b"", b"abc", b"x" * 300, bytearray(b""), bytearray(b"abc"), "",
        "abc", "x" * 300, "\u00e9\u2603\U0001f600\ud800", "line\nback\\slash\0\x1a", "\u2603" * 300, (), (1,), (1, 2), (1, 2, 3),
        (1, 2, 3, 4), [], [1], [1, 2], list(range(1500)), {}, {1: 2}, {1: 2, "b": [3]}, {i: i for i in range(1200)},
        set(), {1}, frozenset(), frozenset({"a"}), loop, knot, plain, slots, both, state, Arguments(1, b=2), Color.RED,
        Outer.Inner, Outer.Inner.method, len, int, type(None), type(...), ..., NotImplemented,
        collections.OrderedDict(a=1, b=2), collections.Counter("aab"), collections.deque([1, 2], 5), names, Items([1, 2]),
        range(5), slice(1, 2, 3), 3 + 4j, ValueError("a", 1), ["a" * 70000, b"b" * 70000, "tail"],
        ["repeated text", "another", ["nested"] * 3],
    ]


def checksum(data):
    total = 0
    for byte in data:
        total = (total * 31 + byte) % 1000003
    return total


for number, value in enumerate(values()):
    for protocol in range(6):
        try:
            data = pickle.dumps(value, protocol)
        except Exception as error:
            print(number, protocol, type(error).__name__, error)
            continue
        print(number, protocol, data if len(data) < 200 else (len(data), checksum(data)))
        copy = pickle.loads(data)
        print(type(copy) is type(value))


class Persistent(pickle.Pickler):
    def persistent_id(self, value):
        return "id" if isinstance(value, Plain) else None

    def reducer_override(self, value):
        return (str, ("replaced",)) if isinstance(value, Slots) else NotImplemented


class Loading(pickle.Unpickler):
    def persistent_load(self, name):
        return "loaded " + name

    def find_class(self, module, name):
        print("find", module, name)
        return super().find_class(module, name)


for protocol in range(6):
    file = io.BytesIO()
    pickler = Persistent(file, protocol)
    pickler.dump([Plain(), Slots(), 1])
    pickler.dump("more")
    print(file.getvalue())
    file.seek(0)
    unpickler = Loading(file)
    print(unpickler.load(), unpickler.load())
