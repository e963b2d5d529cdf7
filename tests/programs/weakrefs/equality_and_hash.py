import gc
import weakref


class Thing:
    def __init__(self, n):
        self.n = n

    def __eq__(self, other):
        return self.n == other.n

    def __hash__(self):
        return self.n


a, b = Thing(1), Thing(1)
ra, rb = weakref.ref(a), weakref.ref(b)
print(ra == rb, ra is weakref.ref(a), hash(ra), {ra: 1}[rb], ra != rb)
del a, b
gc.collect()
print(ra == rb, ra == ra, hash(ra))
fresh = weakref.ref(Thing(2))
gc.collect()
try:
    hash(fresh)
except TypeError as error:
    print(error)
