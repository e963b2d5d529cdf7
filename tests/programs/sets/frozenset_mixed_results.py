f, s = frozenset([1, 2]), {2, 3}
print(type(f | s).__name__, type(s | f).__name__, type(f & s).__name__, type(f.union(s)).__name__, type(f - s).__name__, sorted(f ^ s))
f |= {5}
print(type(f).__name__, sorted(f))
print(type(f.copy()).__name__, f.isdisjoint([9]))
