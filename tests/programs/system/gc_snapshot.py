# Where there is pyro.gc, its heap snapshots are well-formed; elsewhere there is nothing to see. A snapshot has a line for
# each node, edge and string; this looks at it as text, because a list of them all would be far larger than the program.
import os
import tempfile

try:
    from pyro.gc import snapshot
except ImportError:
    snapshot = None


class Holder:
    def __init__(self, value):
        self.payload_of_holder = value


KEPT = Holder({"first key": ["a \"quoted\" text\n", "näme of it", 1 << 80]})


def number_behind(text, label):
    start = text.index(label) + len(label)
    end = start
    while text[end].isdigit():
        end += 1
    return int(text[start:end])


def between(text, start, end):
    start = text.index(start) + len(start)
    return text[start:text.index(end, start)]


def check(path):
    with open(path, encoding="utf-8") as file:
        text = file.read()
    assert text.startswith('{"snapshot":{"meta":{"node_fields":["type","name","id",') and text.endswith('"]}\n')
    nodes, edges = between(text, '"nodes":[', "]"), between(text, '"edges":[', "]")
    assert nodes.count("\n") + 1 == number_behind(text, '"node_count":')
    assert edges.count("\n") + 1 == number_behind(text, '"edge_count":')
    assert nodes.count(",") + 1 == 7 * (nodes.count("\n") + 1)
    assert edges.count(",") + 1 == 3 * (edges.count("\n") + 1)
    for shown in ('\n"(GC roots)",\n', '\n"class Holder",\n', '\n"__main__.Holder"', '\n"payload_of_holder"', '\n"näme of it"',
                  '\n"a \\"quoted\\" text\\u000a"'):
        assert text.count(shown) == 1, shown


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
