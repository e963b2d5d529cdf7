import gc
import weakref


class Node:
    pass


a, b = Node(), Node()
a.other, b.other = b, a
a.itself = a
references = [weakref.ref(a), weakref.ref(b)]
del a
gc.collect()
print([r() is None for r in references])
del b
gc.collect()
print([r() is None for r in references])


def closure_cycle():
    def inner():
        return inner

    return weakref.ref(inner)


reference = closure_cycle()
gc.collect()
print(reference() is None)
