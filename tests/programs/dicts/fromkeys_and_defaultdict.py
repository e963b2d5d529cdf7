from collections import OrderedDict, defaultdict

d = defaultdict(list)
d["a"].append(1)
print(d, d["zz"], len(d), d.get("q"), "q" in d, d.default_factory)
try:
    defaultdict(None)["k"]
except KeyError as error:
    print(repr(error))
try:
    defaultdict(5)
except TypeError as error:
    print(error)
o = OrderedDict(a=1, b=2, c=3)
o.move_to_end("a")
o.move_to_end("c", last=False)
print(o, o.popitem(last=False), list(o), OrderedDict(a=1, b=2) == OrderedDict(b=2, a=1), OrderedDict(a=1) == {"a": 1})
