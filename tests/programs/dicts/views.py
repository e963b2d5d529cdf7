d = {"a": 1, "b": 2}
keys, values, items = d.keys(), d.values(), d.items()
print(keys, values, items)
d["c"] = 3
print(len(keys), list(keys), list(values), list(items), "c" in keys, 3 in values, ("c", 3) in items, ("c", 4) in items)
print(sorted(keys & {"a", "z"}), sorted(keys | ["q"]), sorted(keys - {"a"}), sorted(keys ^ {"a", "n"}), keys == {"a", "b", "c"}, keys <= {"a", "b", "c", "d"}, keys.isdisjoint("xyz"), sorted(items & {("a", 1)}), keys.mapping)
print(list(reversed(keys)), list(reversed(items)), list(reversed(values)), values == d.values(), items == d.items(), keys >= {"a"}, {"a"} < keys)
try:
    keys + [1]
except TypeError as error:
    print(error)
