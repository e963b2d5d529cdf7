for body in ({"__slots__": ("x",), "x": 1}, {"__slots__": "single"}, {"__slots__": 5}, {"__slots__": ("not valid",)}, {"__slots__": (5,)}, {"__slots__": ("__dict__", "a")}, {"__slots__": ("a", "a")}, {"__slots__": {"a": "doc of a"}}, {"__slots__": ("__weakref__",)}, {"__slots__": ("__dict__", "__dict__")}):
    try:
        cls = type("X", (), body)
        print("ok", [n for n in vars(cls) if not n.startswith("__")])
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)
try:
    type("Y", (int,), {"__slots__": ("x",)})
except TypeError as error:
    print(error)
A = type("A", (), {"__slots__": ("a",)})
B = type("B", (), {"__slots__": ("b",)})
try:
    type("C", (A, B), {})
except TypeError as error:
    print(error)
