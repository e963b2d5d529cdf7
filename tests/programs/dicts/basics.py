d = {"b": 1, "a": 2}
d["c"] = 3
d["b"] = 10
del d["a"]
d["a"] = 4
print(d, list(d), len(d), "a" in d, d["c"], d.get("x"), d.get("x", 5), d.pop("b"), d.pop("zz", None), d.popitem(), d)
print(d.setdefault("n", []), d.setdefault("n", 5), d, d.update(x=1), d.update({"y": 2}, z=3), d.update([("p", "q")]), d, d.copy() == d, d.copy() is d, d.clear(), d)
