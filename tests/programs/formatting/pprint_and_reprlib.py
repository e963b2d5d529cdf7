import pprint
import reprlib

data = {"numbers": list(range(30)), "nested": {"a": [("x", 1), ("y", {"z": "w" * 30})]}, "text": "some long text " * 8, "empty": [], 5: (1,)}
pprint.pprint(data, sort_dicts=False)
pprint.pprint(data, width=40, depth=2, compact=True, sort_dicts=False)
print(pprint.pformat([1, [2, [3, [4]]]], depth=2), pprint.isreadable(data), pprint.saferepr({1: 2}))
print(reprlib.repr(list(range(100))), reprlib.repr("x" * 100), reprlib.repr({n: n for n in range(20)}))
