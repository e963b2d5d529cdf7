import gc
import sys

sys.unraisablehook = lambda info: print(info.exc_type.__name__, info.exc_value, info.err_msg)


class Thing:
    def __del__(self):
        raise ValueError("in del")


thing = Thing()
del thing
gc.collect()
print("goes on")
