# Where there is pyro.gc, its heap snapshots are well-formed; elsewhere there is nothing to see.
import json
import os
import tempfile

try:
    from pyro.gc import snapshot
except ImportError:
    snapshot = None


class Holder:
    def __init__(self, value):
        self.payload = value


KEPT = Holder({"first key": ["a \"quoted\" text\n", "näme", 1 << 80]})


def check(path):
    with open(path, encoding="utf-8") as file:
        data = json.load(file)
    meta, nodes, edges, strings = data["snapshot"]["meta"], data["nodes"], data["edges"], data["strings"]
    width = len(meta["node_fields"])
    count = len(nodes) // width
    assert data["snapshot"]["node_count"] == count and data["snapshot"]["edge_count"] * 3 == len(edges)
    assert sum(nodes[4::width]) * 3 == len(edges)
    assert len(set(nodes[2::width])) == count
    assert all(target % width == 0 and target < len(nodes) for target in edges[2::3])
    names = [strings[number] for number in nodes[1::width]]
    assert names[1] == "(GC roots)" and "class Holder" in names
    assert "a \"quoted\" text\n" in names and any("payload" == text for text in strings)
    holder = next(number for number in range(count)
                  if names[number] == "__main__.Holder" and nodes[number * width] == 3)
    start = sum(nodes[4:holder * width:width]) * 3
    fields = [strings[edges[at + 1]] for at in range(start, start + nodes[holder * width + 4] * 3, 3)]
    assert "payload" in fields, fields


if snapshot is not None:
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "heap.heapsnapshot")
        snapshot(path)
        check(path)
    try:
        snapshot("/nowhere/at/all")
    except FileNotFoundError as error:
        assert error.filename == "/nowhere/at/all"
print("checked")
