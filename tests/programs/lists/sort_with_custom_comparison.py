from functools import cmp_to_key


class Item:
    def __init__(self, value):
        self.value = value

    def __lt__(self, other):
        return self.value > other.value

    def __repr__(self):
        return f"I{self.value}"


print(sorted([Item(1), Item(3), Item(2)]), sorted([5, 2, 8], key=cmp_to_key(lambda a, b: b - a)), max([Item(1), Item(3)], key=lambda i: i.value), min(Item(1), Item(2), key=lambda i: i.value))
print(sorted([float("nan"), 1.0]) is not None, sorted([(1, "b"), (1, "a"), (0, "z")], key=lambda t: t[0]))
