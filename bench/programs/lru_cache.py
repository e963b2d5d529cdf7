"""Caches: functools.lru_cache, an own LRU cache of linked nodes, OrderedDict.

Exercises memoised recursion, dicts beside linked lists, and eviction; the two
bounded caches must agree on every hit.
"""
import functools
import sys
from collections import OrderedDict

SCALE = 28
QUICK = 5
EXPECTED = ((7900, 171205), (2777383, 5582, 1030))


class Node:
    __slots__ = ("key", "value", "before", "after")


class LinkedCache:
    def __init__(self, capacity):
        self.capacity = capacity
        self.nodes = {}
        self.ends = Node()
        self.ends.before = self.ends.after = self.ends

    def unlink(self, node):
        node.before.after = node.after
        node.after.before = node.before

    def make_newest(self, node):
        newest = self.ends.before
        node.before, node.after = newest, self.ends
        newest.after = self.ends.before = node

    def get(self, key):
        node = self.nodes.get(key)
        if node is None:
            return None
        self.unlink(node)
        self.make_newest(node)
        return node.value

    def put(self, key, value):
        if len(self.nodes) >= self.capacity:
            oldest = self.ends.after
            self.unlink(oldest)
            del self.nodes[oldest.key]
        node = Node()
        node.key, node.value = key, value
        self.nodes[key] = node
        self.make_newest(node)


class OrderedCache:
    def __init__(self, capacity):
        self.capacity = capacity
        self.items = OrderedDict()

    def get(self, key):
        if key not in self.items:
            return None
        self.items.move_to_end(key)
        return self.items[key]

    def put(self, key, value):
        if len(self.items) >= self.capacity:
            self.items.popitem(last=False)
        self.items[key] = value


def drive(cache, count):
    hits, state, total = 0, 7, 0
    for _ in range(count):
        state = (state * 1103515245 + 12345) & 0x7FFFFFFF
        number = (state >> 8) % 900
        key = number * number // 900
        value = cache.get(key)
        if value is None:
            value = "value %d" % key
            cache.put(key, value)
        else:
            hits += 1
        total += len(value)
    return hits, total


def memoised(count):
    @functools.lru_cache(maxsize=None)
    def ways(amount, coins):
        if amount == 0:
            return 1
        if amount < 0 or not coins:
            return 0
        return ways(amount - coins[0], coins) + ways(amount, coins[1:])

    @functools.lru_cache(maxsize=128)
    def slow(number, scale=1):
        return number * scale

    total = ways(count, (50, 20, 10, 5, 2, 1))
    for number in range(count * 20):
        total += slow(number * number % 411, scale=2)
    return total, slow.cache_info().hits, ways.cache_info().currsize


def run():
    linked, ordered = drive(LinkedCache(200), 20000), drive(OrderedCache(200), 20000)
    if linked != ordered:
        sys.exit("lru_cache: the two caches disagree: %r and %r" % (linked, ordered))
    return linked, memoised(300)


if __name__ == "__main__":
    argument = sys.argv[1] if len(sys.argv) > 1 else SCALE
    for _ in range(QUICK if argument == "--quick" else int(argument)):
        answer = run()
        if answer != EXPECTED:
            sys.exit("lru_cache: wrong answer %r, expected %r" % (answer, EXPECTED))
    print("lru_cache ok", answer)
