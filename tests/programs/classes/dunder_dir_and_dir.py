class Thing:
    b = 1

    def __init__(self):
        self.a = 2


class Custom:
    def __dir__(self):
        return ["z", "a"]


class Bad:
    def __dir__(self):
        return 5


print([name for name in dir(Thing()) if not name.startswith("__")], [name for name in dir(Thing) if not name.startswith("__")], dir(Custom()))
try:
    dir(Bad())
except TypeError as error:
    print(error)
print(sorted(set(dir(object)) - {"__getstate__"}) == sorted(set(dir(object())) - {"__getstate__"}), "append" in dir(list), [n for n in dir() if n in ("Thing", "Bad")])
