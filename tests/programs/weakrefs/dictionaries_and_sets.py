import gc
import weakref


class Thing:
    def __init__(self, name):
        self.name = name


a, b = Thing("a"), Thing("b")
values = weakref.WeakValueDictionary(a=a, b=b)
keys = weakref.WeakKeyDictionary({a: 1, b: 2})
members = weakref.WeakSet([a, b])
print(sorted(values), sorted(keys.values()), len(members), a in members, values["a"] is a)
del a
gc.collect()
print(sorted(values), sorted(keys.values()), len(members), "a" in values, values.get("a"))
try:
    values["a"]
except KeyError as error:
    print(repr(error))
