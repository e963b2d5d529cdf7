"""copy.deepcopy and copy.copy of containers, instances and shared graphs.

Exercises the pure-Python `copy` module: memo dicts, __reduce_ex__,
__deepcopy__, and recursion.
"""
import copy
import sys

SCALE = 150
QUICK = 25
EXPECTED = (11175, True, True, True, [1, 2, 3, 0], 600, (7, [7]))


class Item:
    def __init__(self, number, parent):
        self.number = number
        self.parent = parent
        self.tags = {"a": [number, (number, "x")], "b": {number}}


class Special:
    def __init__(self, value):
        self.value = value

    def __deepcopy__(self, memo):
        return Special(copy.deepcopy(self.value, memo) + [0])


class Slotted:
    __slots__ = ("left", "right")

    def __init__(self, left, right):
        self.left = left
        self.right = right


def graph(count):
    root = Item(-1, None)
    root.children = [Item(number, root) for number in range(count)]
    root.special = Special([1, 2, 3])
    root.slotted = Slotted(root.children[0], root.children[0])
    return root


def run():
    root = graph(150)
    twin = copy.deepcopy(root)
    total = sum(child.number for child in twin.children)
    separate = all(a is not b and a.tags == b.tags for a, b in zip(root.children, twin.children))
    linked = all(child.parent is twin for child in twin.children)
    shared = twin.slotted.left is twin.slotted.right is twin.children[0]
    shallow = 0
    for child in twin.children * 4:
        clone = copy.copy(child)
        shallow += clone is not child and clone.tags is child.tags
    nested = copy.deepcopy([[(n, [n])] * 3 for n in range(300)])
    return total, separate, linked, shared, twin.special.value, shallow, nested[7][2]


if __name__ == "__main__":
    argument = sys.argv[1] if len(sys.argv) > 1 else SCALE
    for _ in range(QUICK if argument == "--quick" else int(argument)):
        answer = run()
        if answer != EXPECTED:
            sys.exit("deepcopy: wrong answer %r, expected %r" % (answer, EXPECTED))
    print("deepcopy ok", answer)
