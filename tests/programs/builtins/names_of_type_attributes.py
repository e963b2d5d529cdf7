for cls in (int, float, complex, str, bytes, bytearray, list, tuple, dict, set, frozenset, range, slice, bool, memoryview, type, object, property, BaseException):
    print(cls.__name__, " ".join(n for n in sorted(dir(cls)) if not n.startswith("__")))
