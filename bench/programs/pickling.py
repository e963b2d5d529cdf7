"""Pickling with the accelerated module: all protocols, shared references.

Exercises pickle.dumps and pickle.loads on containers, instances, __reduce__
and __getstate__.
"""
import pickle
import sys

SCALE = 360
QUICK = 59
EXPECTED = [(True, 19900, 5000.0, True, True, 100, True)]


class Point:
    def __init__(self, x, y):
        self.x = x
        self.y = y


class Node:
    __slots__ = ("label", "children")

    def __init__(self, label, children):
        self.label = label
        self.children = children

    def __getstate__(self):
        return self.label, self.children

    def __setstate__(self, state):
        self.label, self.children = state


class Interval:
    def __init__(self, low, high):
        self.low = low
        self.high = high

    def __reduce__(self):
        return Interval, (self.low, self.high)


def data():
    shared = ["shared"] * 3
    tree = Node("root", [Node("leaf%d" % index, []) for index in range(100)])
    tree.children.append(tree)
    return {
        "numbers": list(range(-500, 500)) + [2 ** 70, 1.5, True, None],
        "points": [Point(index, -index) for index in range(200)],
        "intervals": [Interval(index, index + 0.5) for index in range(100)],
        "shared": [shared] * 50,
        "texts": ["text %d \u2603" % index for index in range(300)],
        "bytes": b"\x00\xff" * 500,
        "set": {("a", index) for index in range(100)},
        "tree": tree,
    }


def check(copy):
    return (
        copy["numbers"] == DATA["numbers"],
        sum(point.x for point in copy["points"]),
        sum(interval.high for interval in copy["intervals"]),
        all(item is copy["shared"][0] for item in copy["shared"]),
        copy["tree"].children[-1] is copy["tree"],
        len(copy["set"]),
        copy["texts"] == DATA["texts"],
    )


DATA = data()


def run():
    answers = {check(pickle.loads(pickle.dumps(DATA, protocol))) for protocol in range(2, 6)}
    return sorted(answers)


if __name__ == "__main__":
    argument = sys.argv[1] if len(sys.argv) > 1 else SCALE
    for _ in range(QUICK if argument == "--quick" else int(argument)):
        answer = run()
        if answer != EXPECTED:
            sys.exit("pickling: wrong answer %r, expected %r" % (answer, EXPECTED))
    print("pickling ok", answer)
