class Counter(dict):
    def __missing__(self, key):
        print("missing", key)
        return 0


c = Counter(a=1)
print(c["a"], c["b"], c.get("b"), "b" in c, c)
c["z"] += 1
print(c)
try:
    c.pop("q")
except KeyError as error:
    print(repr(error))
