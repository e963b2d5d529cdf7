import warnings

warnings.simplefilter("ignore")
for name in "collections functools itertools operator math json re string textwrap heapq bisect random statistics copy pickle io os.path contextlib dataclasses enum typing abc struct decimal fractions datetime queue threading".split():
    module = __import__(name, fromlist=["x"])
    public = sorted(getattr(module, "__all__", None) or [n for n in vars(module) if not n.startswith("_")])
    missing = [n for n in public if not hasattr(module, n)]
    print(name, missing, len(public) if hasattr(module, "__all__") else "")
print(sorted(n for n in dir(__import__("math")) if n[0] != "_"))
print(sorted(n for n in dir(__import__("itertools")) if n[0] != "_"))
