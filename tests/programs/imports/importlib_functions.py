import importlib
import importlib.util
import sys

sys.path.insert(0, "")
with open("counted.py", "w") as stream:
    stream.write("try:\n    count += 1\nexcept NameError:\n    count = 1\n")
importlib.invalidate_caches()
module = importlib.import_module("counted")
print(module.count, importlib.reload(module).count, importlib.import_module("os.path").__name__ != "", importlib.util.find_spec("no_such") is None, importlib.util.find_spec("json").name)
print(__import__("os.path").__name__, __import__("os.path", fromlist=["join"]).__name__ != "os")
for call in ("importlib.import_module('.x')", "__import__('')", "__import__(5)", "importlib.reload(5)", "importlib.import_module('a..b')", "__import__('x', level=-1)", "__import__('no.such.thing')"):
    try:
        eval(call)
    except Exception as error:
        print(call, type(error).__name__, error)
