rows = [("b", 2), ("a", 2), ("c", 1), ("a", 1)]
print(sorted(rows), sorted(rows, key=lambda row: row[1]), sorted(rows, key=lambda row: row[1], reverse=True), sorted(rows, reverse=True))
print(sorted(["B", "a", "C"], key=str.lower), sorted([3, -1, 2], key=abs), sorted("hello"), sorted({3: 1, 1: 2}), sorted([True, 0, 2.5]))
import random

values = [random.Random(5).randrange(1000) for _ in range(1)] + [n * 7919 % 1009 for n in range(500)]
ordered = sorted(values)
print(all(x <= y for x, y in zip(ordered, ordered[1:])), ordered[:10], sorted(values, key=lambda v: -v)[:5])
