"""Binary trees: many small short-lived objects beside one long-lived tree.

Exercises allocation, the collector and recursion.  The number of nodes of
each tree is known from its depth.
"""
import sys

SCALE = 17
QUICK = 14


class Node:
    __slots__ = ("left", "right")

    def __init__(self, left, right):
        self.left = left
        self.right = right


def build(depth):
    if depth == 0:
        return Node(None, None)
    return Node(build(depth - 1), build(depth - 1))


def count(node):
    if node.left is None:
        return 1
    return 1 + count(node.left) + count(node.right)


def expect(nodes, wanted):
    if nodes != wanted:
        sys.exit("binary_trees: wrong answer %d, expected %d" % (nodes, wanted))
    return nodes


def run(depth):
    total = expect(count(build(depth + 1)), 2 ** (depth + 2) - 1)
    lasting = build(depth)
    for small in range(4, depth + 1, 4):
        trees = 2 ** (depth - small)
        nodes = sum(count(build(small)) for _ in range(trees))
        total += expect(nodes, trees * (2 ** (small + 1) - 1))
    return total + expect(count(lasting), 2 ** (depth + 1) - 1)


if __name__ == "__main__":
    argument = sys.argv[1] if len(sys.argv) > 1 else SCALE
    print("binary_trees ok", run(QUICK if argument == "--quick" else int(argument)))
