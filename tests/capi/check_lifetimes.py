import gc
import os
import weakref

from lifetimes import Node, borrow, live, make_handles, make_lent

# Fewer where every allocation collects.
COUNT = int(os.environ.get("CAPI_HANDLES", "1000000"))


class Plain:
    pass


def collect():
    for _ in range(4):
        gc.collect()


def disturb():
    garbage = [[str(i), (i, [i])] for i in range(200)]
    del garbage
    gc.collect()


plain = Plain()
items = [f"text {i}" for i in range(20)] + [i * 1.25 for i in range(5)] + [3, 1 << 100, None, b"bytes of a list", Plain, plain, []]
values = {"text": "a value that is " + str(COUNT), 5: (1, [2]), ("key",): {"inner": 1}, "plain": plain}
count, good = borrow(items, tuple(items), values, weakref.ref(plain), disturb)
print(count, count == good)


def resident():
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def growth(make):
    """Whether memory grows with a second million, beyond what a heap may keep."""
    make(COUNT)
    collect()
    before = resident()
    make(COUNT)
    collect()
    return resident() - before


for make in make_handles, make_lent:
    grown = growth(make)
    print(make.__name__, grown < 8 << 20 or grown)


def alone():
    node = Node()
    node.other = node


def pair():
    first, second = Node(), Node()
    first.other, second.other = second, first


def through_objects():
    node, between = Node(), Plain()
    node.other = [between]
    between.node = {"node": node}


def subclass():
    class Sub(Node):
        pass

    sub = Sub()
    sub.back = sub
    sub.other = Sub


def long_chain():
    first = node = Node()
    for _ in range(100):
        node.other = [Node()]
        node = node.other[0]
    node.other = first


for make in alone, pair, through_objects, subclass, long_chain:
    make()
    collect()
    print(make.__name__, live())

kept = Node()
kept.other = [kept]
collect()
print(live(), kept.other[0] is kept)
