import gc
import weakref


class Thing:
    pass


def fail():
    thing = Thing()
    global reference
    reference = weakref.ref(thing)
    raise ValueError


try:
    fail()
except ValueError as error:
    gc.collect()
    print(reference() is None)
gc.collect()
print(reference() is None)
