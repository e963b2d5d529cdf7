class A:
    f = staticmethod(lambda: "static")
    g = classmethod(lambda cls: cls.__name__)
    h = property(lambda self: "property", doc="the doc")


print(A.f(), A.g(), A().h, A.h.__doc__, type(A), type(A()), type("B", (A,), {"x": 1}).x, isinstance(super(A, A()), super))
