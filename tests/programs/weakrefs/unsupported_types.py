import weakref

for value in (5, "a", None, [], {}, (), 1.5, b"", object(), True, range(3)):
    try:
        weakref.ref(value)
        print("ok")
    except TypeError as error:
        print(error)


class Slotted:
    __slots__ = ()


class SlottedWeak:
    __slots__ = ("__weakref__",)


for cls in (Slotted, SlottedWeak, type("L", (list,), {}), type("I", (int,), {}), type("T", (tuple,), {})):
    try:
        instance = cls()
        print(weakref.ref(instance)() is instance)
    except TypeError as error:
        print(error)
print([weakref.ref(v)() is v for v in (len, int, lambda: 0) if v in (len, int)], weakref.ref(set)() is set)
for call in ("weakref.ref()", "weakref.ref(int, 1, 2)", "weakref.proxy(5)", "weakref.ref(int, callback=1)"):
    try:
        print(eval(call))
    except TypeError as error:
        print(error)
