a, b, c = {1, 2}, {2, 3}, {1, 2, 3}
print(a < b, a > b, a == b, a < c, a <= a, a < a, c > b, frozenset(a) == a, frozenset(a) < c, a <= frozenset(c), not a <= b)
print(a == [1, 2], a == None, {1} == {1.0}, {True} == {1})
