# Frozen objects survive collections whatever happens to them, and keep alive what they come to refer to.
import gc
import weakref


class Node:
    def __init__(self, name):
        self.name = name
        self.other = None


nodes = [Node("node %d" % number) for number in range(200)]
table = {number: "entry %d of the table" % number for number in range(100)}
gc.collect()
gc.freeze()
print(gc.get_freeze_count() > 200)

# Changes after the freeze: attributes, new attributes, items, keys.
for number, node in enumerate(nodes):
    node.other = Node("later %d" % number)
    if number % 3 == 0:
        node.extra = ["extra", number]
    table["key %d" % number] = (number, str(number) * 3)
nodes.append(Node("last of the nodes"))
for _ in range(3):
    garbage = [[Node("garbage"), str(number)] for number in range(2000)]
    del garbage
    gc.collect()
print(sum(len(node.name) for node in nodes), sum(len(node.other.name) for node in nodes[:-1]))
print([node.extra for node in nodes[:7:3]], table["key 199"], table[99], len(table))

# Something that dies after the freeze is collected as ever.
young = Node("young")
young.other = young
ref = weakref.ref(young, lambda _: print("callback"))
del young
gc.collect()
print(ref())

# A frozen object that refers to new ones is one reason for them to live, and no longer one once it lets go.
ref = weakref.ref(nodes[5].other)
gc.collect()
print(ref() is nodes[5].other)
nodes[5].other = None
gc.collect()
print(ref())

gc.unfreeze()
print(gc.get_freeze_count())
ref = weakref.ref(nodes[7])
del nodes[7], node
gc.collect()
print(ref(), len(nodes), nodes[7].name)

try:
    import pyro.gc
except ImportError:
    pass
else:
    census = pyro.gc.census()
    numbers = pyro.gc.statistics()
    assert census["__main__.Node"][0] >= len(nodes) and census["__main__.Node"][1] % 8 == 0
    assert numbers["major_collections"] >= 6 and 0 <= numbers["fragmentation"] < 1
    assert sum(pyro.gc.pause_histogram().values()) >= numbers["major_collections"]
    assert isinstance(pyro.gc.compact(), int)
