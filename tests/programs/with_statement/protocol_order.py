class Manager:
    def __init__(self, name, swallow=False):
        self.name, self.swallow = name, swallow

    def __enter__(self):
        print("enter", self.name)
        return self.name

    def __exit__(self, kind, value, traceback):
        print("exit", self.name, kind and kind.__name__, value, traceback is not None)
        return self.swallow


with Manager("a") as a, Manager("b") as b:
    print("body", a, b)
with Manager("outer", swallow=True):
    with Manager("inner"):
        raise ValueError("v")
with (Manager("p") as p, Manager("q"),):
    print(p)
try:
    with Manager("x"):
        raise KeyError("k")
except KeyError as error:
    print(repr(error))
