a, b = {1, 2, 3}, {3, 4}
print(sorted(a | b), sorted(a & b), sorted(a - b), sorted(a ^ b), a <= b, {3} < a, a >= {1}, a.isdisjoint({9}), a == {3, 2, 1}, a != b, len(a), 2 in a)
print(sorted(a.union([7], (8,))), sorted(a.intersection([1, 2], {2})), sorted(a.difference([1], [2])), sorted(a.symmetric_difference([1, 9])), a.issubset(range(10)), a.issuperset([]))
