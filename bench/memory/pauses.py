"""Pauses: a live graph of objects, a cache, and steady garbage beside them.

`pauses.py [OBJECTS [TICKS]]` times each tick of a loop that allocates a few
hundred short-lived objects, replaces a little of the graph, and puts records
into a cache whose oldest records leave it: those live for some hundred ticks,
long enough to grow old, so that collections of everything have to happen.  It
measures the thread's CPU time.  What a tick takes beyond the usual is the
collector's pause.  Prints JSON: median, p99, p999 and the longest in
microseconds, a histogram {lower bound in microseconds: ticks} by powers of
two, and "full", the collections of the oldest generation during the ticks as
the gc module counts them.  The time in which the graph is built is measured
in the same way, as "build_max".
"""
import gc
import json
import sys
import time

OBJECTS = 1000000
TICKS = 30000
CACHED = 30000  # records in the cache
NEW = 60  # of them come with each tick


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


def record(number):
    return {"id": number, "name": f"record number {number}", "tags": [number, str(number)]}


def fill():
    """A cache: records by number."""
    return {number: record(number) for number in range(CACHED)}


def tick(chunks, cache, serial):
    garbage(100)
    for number in range(serial * NEW, serial * NEW + NEW):
        del cache[number]
        cache[number + CACHED] = record(number + CACHED)
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


def full_collections():
    """None where the gc module does not say."""
    try:
        return gc.get_stats()[2]["collections"]
    except (AttributeError, TypeError):
        return None


def main(objects, ticks):
    clock = time.thread_time_ns
    chunks, build_max = build(objects, clock)
    cache = fill()
    times, full_before = [], full_collections()
    for serial in range(ticks):
        begun = clock()
        tick(chunks, cache, serial)
        times.append(clock() - begun)
    if sum(len(chunk) for chunk in chunks) != objects // 1000 * 1000:
        sys.exit("pauses: the graph has lost nodes")
    if len(cache) != CACHED:
        sys.exit("pauses: the cache has lost records")
    full = None if full_before is None else full_collections() - full_before
    ordered = sorted(times)
    print(json.dumps({
        "median": ordered[ticks // 2] / 1000,
        "p99": ordered[ticks * 99 // 100] / 1000,
        "p999": ordered[ticks * 999 // 1000] / 1000,
        "max": ordered[-1] / 1000,
        "build_max": build_max / 1000,
        "full": full,
        "histogram": histogram(times),
    }))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else OBJECTS,
         int(sys.argv[2]) if len(sys.argv) > 2 else TICKS)
