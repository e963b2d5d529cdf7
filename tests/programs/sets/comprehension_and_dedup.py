print(sorted({x % 3 for x in range(10)}), len({c for c in "hello"}), sorted({(x, y) for x in range(2) for y in range(2)}), {*[1], *[1]})
seen = set()
print([x for x in [3, 1, 3, 2, 1] if not (x in seen or seen.add(x))])
print(len({1, 1.0, True, 1 + 0j}), len({"a", b"a"}), len({(), frozenset(), ""}))
