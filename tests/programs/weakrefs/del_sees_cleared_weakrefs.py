import gc
import weakref


class Thing:
    def __del__(self):
        print("weak reference cleared in del:", reference() is None)


thing = Thing()
thing.cycle = thing
reference = weakref.ref(thing)
del thing
gc.collect()
