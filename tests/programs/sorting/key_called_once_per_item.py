calls = []


def key(value):
    calls.append(value)
    return -value


items = [3, 1, 2]
items.sort(key=key)
print(items, calls)
from operator import attrgetter, itemgetter, methodcaller

people = [{"n": "b", "a": 2}, {"n": "a", "a": 2}, {"n": "c", "a": 1}]
print([p["n"] for p in sorted(people, key=itemgetter("a", "n"))], sorted(["b", "A"], key=methodcaller("lower")), sorted([3 + 1j, 1 + 5j], key=attrgetter("real")))
