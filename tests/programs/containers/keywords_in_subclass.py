# Keywords of a constructor that only an override in a subclass knows; copies of instances with slots.
import collections
import copy


def show(function, *arguments, **keywords):
    try:
        print(function(*arguments, **keywords))
    except TypeError as error:
        print(error)


BASES = [(list, [1]), (tuple, [1]), (set, [1]), (frozenset, [1]), (float, 1.5), (int, 3), (complex, 1), (str, "a"), (bytes, b"a")]
for base, argument in BASES:

    class Plain(base):
        pass

    class WithInit(base):
        def __init__(self, value, newarg=None):
            pass

    class WithNew(base):
        def __new__(cls, value, newarg=None):
            return base.__new__(cls, value)

    for cls in (Plain, WithInit, WithNew):
        show(cls, argument, newarg=3)

for base in (set, frozenset, collections.deque, collections.OrderedDict):

    class Slotted(base):
        __slots__ = ("x", "y", "__dict__")

    instance = Slotted([(1, 2)])
    instance.x = 10
    instance.z = 5
    print(instance.__reduce_ex__(2)[2])
    for other in (copy.copy(instance), copy.deepcopy(instance)):
        print(other == instance, other.x, other.z, hasattr(other, "y"))


class Counting(int):
    count = 0

    def __hash__(self):
        Counting.count += 1
        return int.__hash__(self)


numbers = dict.fromkeys(map(Counting, range(10)))
for source in (set(numbers), frozenset(numbers), numbers, dict(numbers)):
    print(dict.fromkeys(source, 1) == dict.fromkeys(range(10), 1), end=" ")
del Counting.__hash__
print(Counting.count)


class Ordered(collections.OrderedDict):
    def update(self, *arguments):
        raise ValueError

    def __getitem__(self, key):
        raise ValueError

    def __missing__(self, key):
        return "missing"


ordered = Ordered([("a", 1)], b=2)
print(ordered.pop("a"), ordered.pop("a", 5), ordered.pop("b", default=6), ordered.pop("b", default=6))
try:
    ordered.pop("b")
except KeyError as error:
    print("KeyError", error)
