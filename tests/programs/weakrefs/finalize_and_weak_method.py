import gc
import weakref


class Thing:
    def method(self):
        return "called"


thing = Thing()
finalizer = weakref.finalize(thing, print, "finalized", 5)
method = weakref.WeakMethod(thing.method)
print(finalizer.alive, method()(), finalizer.peek()[1:])
del thing
gc.collect()
print(finalizer.alive, method(), finalizer())
other = Thing()
detached = weakref.finalize(other, print, "never")
print(detached.detach()[2], detached.alive)
kept = Thing()
weakref.finalize(kept, print, "at exit")
