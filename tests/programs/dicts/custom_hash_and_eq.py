class Key:
    def __init__(self, value, code):
        self.value, self.code = value, code

    def __hash__(self):
        return self.code

    def __eq__(self, other):
        print("eq", self.value, getattr(other, "value", other))
        return isinstance(other, Key) and self.value == other.value


d = {Key("a", 1): 1}
d[Key("b", 2)] = 2
print(d[Key("a", 1)], Key("b", 2) in d, len(d))
print(Key("c", 1) in d)


class BadHash:
    def __hash__(self):
        return "x"


class Failing:
    def __hash__(self):
        raise RuntimeError("no hash")


class EqFails:
    def __hash__(self):
        return 5

    def __eq__(self, other):
        raise RuntimeError("no eq")


for key in (BadHash(), Failing()):
    try:
        {}[key]
    except Exception as error:
        print(type(error).__name__, error)
d = {EqFails(): 1}
try:
    d[EqFails()]
except RuntimeError as error:
    print(error)
