import gc
import weakref


def make():
    class Local:
        def method(self):
            return __class__

    Local().method()
    return weakref.ref(Local)


reference = make()
gc.collect()
print(reference() is None)
