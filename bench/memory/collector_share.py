"""The share of time that goes into the collector while trees are built.

`collector_share.py [DEPTH]` builds binary trees as the well-known benchmark does (one
that lasts, many of each depth that do not) and parses nested expressions into trees; the collector's time is what pyro.gc says, or else lies between the calls
of gc.callbacks.
Prints JSON {"share": ..., "collections": ...}; null where there is neither.
"""
import gc
import json
import sys
import time

DEPTH = 14


class CollectorClock:
    """Sums what lies between a collection's start and its stop."""

    def __init__(self):
        self.total = 0
        self.count = 0
        self.begun = 0

    def __call__(self, phase, info):
        if phase == "start":
            self.begun = time.perf_counter_ns()
        else:
            self.total += time.perf_counter_ns() - self.begun
            self.count += 1


class PyroClock:
    """The same from the collector's own count, which knows of automatic collections too."""

    def __init__(self, statistics):
        self.statistics = statistics
        self.before = statistics()

    def grown(self, *names):
        now = self.statistics()
        return sum(now[name] - self.before[name] for name in names)

    @property
    def total(self):
        return self.grown("pause_nanoseconds_total")

    @property
    def count(self):
        return self.grown("minor_collections", "major_collections")


def make_clock():
    """A clock, or None where nothing tells the time."""
    try:
        from pyro.gc import statistics
    except ImportError:
        if not hasattr(gc, "callbacks"):
            return None
        clock = CollectorClock()
        gc.callbacks.append(clock)
        return clock
    return PyroClock(statistics)


def build(depth):
    if depth == 0:
        return (None, None)
    return (build(depth - 1), build(depth - 1))


def count(tree):
    return 1 if tree[0] is None else 1 + count(tree[0]) + count(tree[1])


def parse(text, position):
    """A tree of lists from nested brackets; returns it and where it ended."""
    children = []
    while text[position] == "(":
        child, position = parse(text, position + 1)
        children.append({"kind": "list", "children": child})
    return children, position + 1


def work(depth):
    lasting = build(depth)
    for each in range(4, depth + 1, 4):
        for _ in range(1 << depth - each + 4):
            if count(build(each)) != 2 ** (each + 1) - 1:
                sys.exit("collector_share: a tree has lost nodes")
    text = "(" * 40 + ")" * 40
    forest = [parse(text * 5 + ")", 0)[0] for _ in range(1 << depth - 8)]
    if len(forest[0]) != 5 or count(lasting) != 2 ** (depth + 1) - 1:
        sys.exit("collector_share: wrong answer")


def main(depth):
    clock = make_clock()
    begun = time.perf_counter_ns()
    work(depth)
    elapsed = time.perf_counter_ns() - begun
    share = None if clock is None else clock.total / elapsed
    print(json.dumps({"share": share, "collections": clock.count if clock else None}))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else DEPTH)
