class Thing:
    a = 1

    def f(self):
        pass


names = Thing.__dict__
print(type(names), names["a"], "f" in names, sorted(k for k in names if not k.startswith("__")), names.get("zz"), len(names) > 2)
for text in ("names['b'] = 2", "del names['a']", "names.clear()", "names.update(x=1)"):
    try:
        exec(text)
    except Exception as error:
        print(type(error).__name__, error)
Thing.b = 2
print(names["b"], {**names}["a"], (names | {"q": 1})["q"], names.copy()["a"], vars(Thing) == names)
