for action in ("d['new'] = 1", "del d['b']", "d['a'] = 5", "d.clear()", "d.pop('a'); d['z'] = 1"):
    d = {"a": 1, "b": 2, "c": 3}
    try:
        for key in d:
            if key == "a":
                exec(action)
        print(action, "ok", d)
    except RuntimeError as error:
        print(action, error)
d = {"a": 1}
iterator = iter(d.items())
d["b"] = 2
try:
    next(iterator)
except RuntimeError as error:
    print(error)
