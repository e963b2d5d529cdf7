import gc
import weakref


class Thing:
    pass


table = weakref.WeakKeyDictionary()
key = Thing()
table[key] = [1]
reference = weakref.ref(key)
del key
gc.collect()
print(len(table), reference() is None)
