"""Attribute access: instances, slots, properties, class attributes,
__getattr__, getattr and setattr, bound methods.

Exercises inline caches in their easy and their hard cases (several classes
meet at one access; classes are changed under way).
"""
import sys

SCALE = 31
QUICK = 5
EXPECTED = (180001, 200310000, 199990022, 199990000)


class Plain:
    scale = 2

    def __init__(self, value):
        self.value = value
        self.count = 0

    def bump(self, by):
        self.count += by
        return self.count


class Slotted:
    __slots__ = ("value", "count")
    scale = 3

    def __init__(self, value):
        self.value = value
        self.count = 0

    def bump(self, by):
        self.count += by + 1
        return self.count


class Derived(Plain):
    def __init__(self, value):
        super().__init__(value)
        self.extra = value

    @property
    def doubled(self):
        return self.value * 2

    def bump(self, by):
        return super().bump(by) + self.doubled


class Fallback:
    def __init__(self, value):
        self.value = value
        self.count = 0

    def __getattr__(self, name):
        if name == "scale":
            return 5
        raise AttributeError(name)

    @staticmethod
    def bump(by):
        return by


def monomorphic(count):
    item = Plain(1)
    for number in range(count):
        item.value = item.value + item.scale
        item.bump(1)
    return item.value + item.count


def polymorphic(count):
    items = [Plain(1), Slotted(2), Derived(3), Fallback(4)]
    total = 0
    for number in range(count):
        item = items[number & 3]
        total += item.value + item.scale + item.bump(1)
    return total


def dynamic(count):
    item = Plain(0)
    names = ["field%d" % number for number in range(20)]
    for number in range(count):
        name = names[number % 20]
        setattr(item, name, getattr(item, name, 0) + number)
        if hasattr(item, "missing"):
            return None
    return sum(getattr(item, name) for name in names) + len(vars(item))


def changing(count):
    item = Derived(1)
    total = 0
    for number in range(count):
        Plain.scale = number
        total += item.scale
    del item.extra
    Plain.scale = 2
    return total + hasattr(item, "extra")


def run():
    return monomorphic(60000), polymorphic(40000), dynamic(20000), changing(20000)


if __name__ == "__main__":
    argument = sys.argv[1] if len(sys.argv) > 1 else SCALE
    for _ in range(QUICK if argument == "--quick" else int(argument)):
        answer = run()
        if answer != EXPECTED:
            sys.exit("attribute_access: wrong answer %r, expected %r" % (answer, EXPECTED))
    print("attribute_access ok", answer)
