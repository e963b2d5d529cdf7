import sys

sys.setrecursionlimit(12000)


def depth(n):
    return 0 if n == 0 else 1 + depth(n - 1)


print(depth(10000))
class Node:
    def __init__(self, next):
        self.next = next

    def length(self):
        return 1 if self.next is None else 1 + self.next.length()


node = None
for _ in range(5000):
    node = Node(node)
print(node.length())
