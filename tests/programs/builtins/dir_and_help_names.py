class A:
    x = 1

    def m(self):
        pass


print([n for n in dir(A()) if n[0] != "_"], "real" in dir(5), "upper" in dir(""), dir(type("E", (), {"__dir__": lambda s: ["b", "a"]})()), callable(help) if "help" in dir(__builtins__) else True)
import builtins

expected = "abs aiter all anext any ascii bin bool breakpoint bytearray bytes callable chr classmethod compile complex delattr dict dir divmod enumerate eval exec filter float format frozenset getattr globals hasattr hash hex id input int isinstance issubclass iter len list locals map max memoryview min next object oct open ord pow print property range repr reversed round set setattr slice sorted staticmethod str sum super tuple type vars zip __import__ __build_class__"
print([name for name in expected.split() if not hasattr(builtins, name)])
print(builtins.__name__, builtins.__debug__)
