import json

print(json.dumps({"a": [1, 2.5, None, True, "é\n\"", {}], "b": []}), json.dumps("é\u2028\U0001F600", ensure_ascii=False), json.dumps([1, {"k": 2}], indent=2), json.dumps({"b": 1, "a": 2}, sort_keys=True, separators=(",", ":")), json.dumps({1: 2, None: 3, True: 4, 1.5: 5}), json.dumps([float("inf"), float("nan")]), json.dumps((1, 2)), json.dumps(10**30), json.dumps(1e100))
print(json.dumps([1j], default=str), json.dumps({"x": {(1,): 2}}, skipkeys=True), json.dumps([[], {}], indent="\t"))
for value in (object, {(1, 2): 3}, [1j], {1, 2}, float("nan")):
    try:
        print(json.dumps(value, allow_nan=False))
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)
loop = []
loop.append(loop)
try:
    json.dumps(loop)
except ValueError as error:
    print(error)
