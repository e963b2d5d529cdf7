import itertools as it

print([(k, list(g)) for k, g in it.groupby("aabbba")], [(k, len(list(g))) for k, g in it.groupby(range(10), key=lambda x: x // 4)], [k for k, _ in it.groupby([1, 1.0, True, 2])])
groups = it.groupby("aab")
first_key, first = next(groups)
second_key, second = next(groups)
print(first_key, list(first), second_key, list(second))
