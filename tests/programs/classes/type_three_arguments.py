def method(self):
    return self.value


Made = type("Made", (dict,), {"value": 5, "method": method, "__doc__": "made"})
print(Made().method(), Made.__name__, Made.__doc__, Made.__qualname__, Made.__module__, Made(a=1), type(5), type(Made))
for arguments in ((5, (), {}), ("X", 5, {}), ("X", (), 5), ("X", ()), ("X\0", (), {}), ("X", [int], {}), ()):
    try:
        type(*arguments)
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)
Made.__name__ = "Renamed"
print(Made.__name__, Made.__qualname__, Made)
for text in ("Made.__name__ = 5", "del Made.__name__", "Made.__bases__ = ()", "Made.__bases__ = (5,)", "Made.__dict__ = {}", "Made.__mro__ = ()", "int.__name__ = 'x'", "Made.__bases__ = (int,)"):
    try:
        exec(text)
    except Exception as error:
        print(text, type(error).__name__, error)
