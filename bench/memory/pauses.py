"""Pauses: a live graph of objects, and steady garbage beside it.

`pauses.py [OBJECTS [TICKS]]` times each tick of a loop that allocates a few
hundred short-lived objects and replaces a little of the graph, by the
thread's CPU time.  What a tick takes beyond the usual is the collector's
pause.  Prints JSON: median, p99, p999 and the longest in microseconds, and a
histogram {lower bound in microseconds: ticks} by powers of two.  The time in
which the graph is built is measured in the same way, as "build_max".
"""
import json
import sys
import time

OBJECTS = 1000000
TICKS = 30000


class Node:
    __slots__ = ("value", "next", "other")

    def __init__(self, value, following, other):
        self.value = value
        self.next = following
        self.other = other


def garbage(count):
    """Short-lived objects; some form cycles."""
    previous = None
    for number in range(count):
        node = Node(number, previous, [number, previous])
        if number % 50 == 0:
            node.other.append(node)
        previous = node


def build(objects, clock):
    """Objects in chunks of a thousand nodes; returns them and the longest chunk's time."""
    chunks, longest = [], 0
    for start in range(0, objects, 1000):
        begun = clock()
        chunk, previous = [], None
        for number in range(start, start + 1000):
            previous = Node(number, previous, None)
            chunk.append(previous)
        chunks.append(chunk)
        longest = max(longest, clock() - begun)
    return chunks, longest


def tick(chunks, serial):
    garbage(100)
    chunk = chunks[serial * 7919 % len(chunks)]
    index = serial * 104729 % 1000
    old = chunk[index]
    chunk[index] = Node(old.value, old.next, None)


def histogram(times):
    """Counts by powers of two of microseconds."""
    counts = {}
    for nanoseconds in times:
        bound = 1 << max(nanoseconds // 1000, 1).bit_length() - 1
        counts[bound] = counts.get(bound, 0) + 1
    return {str(bound): counts[bound] for bound in sorted(counts)}


def main(objects, ticks):
    clock = time.thread_time_ns
    chunks, build_max = build(objects, clock)
    times = []
    for serial in range(ticks):
        begun = clock()
        tick(chunks, serial)
        times.append(clock() - begun)
    if sum(len(chunk) for chunk in chunks) != objects // 1000 * 1000:
        sys.exit("pauses: the graph has lost nodes")
    ordered = sorted(times)
    print(json.dumps({
        "median": ordered[ticks // 2] / 1000,
        "p99": ordered[ticks * 99 // 100] / 1000,
        "p999": ordered[ticks * 999 // 1000] / 1000,
        "max": ordered[-1] / 1000,
        "build_max": build_max / 1000,
        "histogram": histogram(times),
    }))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else OBJECTS,
         int(sys.argv[2]) if len(sys.argv) > 2 else TICKS)
