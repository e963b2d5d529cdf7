# Finalizers of objects that hold each other run from the outside in; those of cycles in the order of creation.

import gc

log = []


class Named:
    def __init__(self, name, *held):
        self.name = name
        self.held = list(held)

    def __del__(self):
        log.append((self.name, [one.name for one in self.held]))


def nested():
    value = None
    for i in range(20):
        value = Named(i, *([value] if value is not None else []))


def tree():
    leaves = [Named(f"leaf {i}") for i in range(4)]
    left, right = Named("left", *leaves[:2]), Named("right", *leaves[2:])
    Named("root", left, right)


def inside_out():
    outer = Named("outer")
    outer.held.append(Named("later"))
    outer.held[0].held.append(Named("latest"))


def cycle():
    first, second, third = Named("first"), Named("second"), Named("hangs on")
    first.held.append(second)
    second.held.append(first)
    second.held.append(third)


def many():
    value = None
    for i in range(3000):
        value = Named(i, *([value] if value is not None else []))


def position(names, *order):
    return [names.index(name) for name in order]


for build in (nested, tree, inside_out, cycle, many):
    build()
    gc.collect()
    names = [name for name, held in log]
    if build in (nested, inside_out, cycle):
        print(build.__name__, names if build is not cycle else sorted(names))
    elif build is tree:
        print("tree", names[0], all(names.index(a) < names.index(b) for a, b in (
            ("left", "leaf 0"), ("left", "leaf 1"), ("right", "leaf 2"), ("right", "leaf 3"))), len(names))
    else:
        print("many", len(names), names == list(reversed(range(3000))))
    log.clear()
