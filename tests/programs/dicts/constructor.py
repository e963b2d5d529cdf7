print(dict(), dict(a=1), dict({"a": 1}, b=2), dict([("a", 1), ["b", 2]]), dict(["ab", "cd"]), dict(zip("xy", [1, 2])), {**{"a": 1}, "a": 2}, dict.fromkeys("ab"), dict.fromkeys([1, 2], 0), dict(dict(a=1)))


class Mapping:
    def keys(self):
        return ["k1", "k2"]

    def __getitem__(self, key):
        return key.upper()


print(dict(Mapping()), {**Mapping()}, dict(Mapping(), k1=5))
for call in ("dict(5)", "dict([1])", "dict(['abc'])", "dict([('a',)])", "dict(1, 2)", "dict([[1, 2, 3]])", "dict.fromkeys(5)", "dict(None)", "{**[1]}", "dict([([], 1)])", "{[]: 1}", "dict({}, {})", "dict(['a'])"):
    try:
        print(eval(call))
    except Exception as error:
        print(call, type(error).__name__, error)
