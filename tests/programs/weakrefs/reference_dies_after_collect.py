import gc
import weakref


class Thing:
    pass


thing = Thing()
reference = weakref.ref(thing)
print(reference() is thing, reference.__callback__, weakref.getweakrefcount(thing), weakref.getweakrefs(thing) == [reference])
del thing
gc.collect()
print(reference() is None)
