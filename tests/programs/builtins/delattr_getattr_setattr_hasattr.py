class Thing:
    x = 1

    @property
    def bad(self):
        raise ValueError("bad property")


t = Thing()
setattr(t, "y z", 2)
print(getattr(t, "x"), getattr(t, "y z"), getattr(t, "none", "default"), hasattr(t, "x"), hasattr(t, "none"), vars(t))
delattr(t, "y z")
print(vars(t))
try:
    hasattr(t, "bad")
except ValueError as error:
    print(error)
for call in ("getattr(t, 'none')", "getattr(t, 5)", "setattr(t, 5, 1)", "delattr(t, 'x')", "hasattr(t, b'x')", "getattr(t, 'a', 1, 2)", "getattr(t, 'bad', 1)"):
    try:
        eval(call)
    except Exception as error:
        print(call, type(error).__name__, error)
