import gc
import weakref


class Thing:
    pass


def generator(thing):
    yield 1
    yield thing


thing = Thing()
reference = weakref.ref(thing)
g = generator(thing)
next(g)
del thing
gc.collect()
print(reference() is None)
del g
gc.collect()
print(reference() is None)
thing = Thing()
reference = weakref.ref(thing)
function = (lambda captured: lambda: captured)(thing)
del thing
gc.collect()
print(reference() is None)
del function
gc.collect()
print(reference() is None)
