import gc
import weakref


class Thing:
    pass


def function():
    thing = Thing()
    reference = weakref.ref(thing)
    gc.collect()
    print(reference() is None)
    thing = None
    gc.collect()
    print(reference() is None)


def temporaries():
    reference = weakref.ref(Thing())
    gc.collect()
    print(reference() is None)
    items = [Thing()]
    reference = weakref.ref(items[0])
    items.clear()
    gc.collect()
    print(reference() is None)


def passed(thing):
    return weakref.ref(thing)


function()
temporaries()
reference = passed(Thing())
gc.collect()
print(reference() is None)
