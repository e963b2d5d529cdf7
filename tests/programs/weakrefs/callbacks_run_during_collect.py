import gc
import weakref


class Thing:
    pass


log = []
thing = Thing()
first = weakref.ref(thing, lambda r: log.append(("first", r() is None)))
second = weakref.ref(thing, lambda r: log.append(("second", r is second)))
dropped = weakref.ref(thing, lambda r: log.append("never"))
del dropped
gc.collect()
del thing
gc.collect()
print(sorted(log))
