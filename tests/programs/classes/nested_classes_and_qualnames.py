class A:
    class B:
        class C:
            def m(self):
                def inner():
                    return lambda: 0

                return inner


def function():
    class Local:
        def m(self):
            pass

    return Local


print(A.B.C.__qualname__, A.B.C.m.__qualname__, A.B.C().m().__qualname__, A.B.C().m()().__qualname__, function().__qualname__, function().m.__qualname__, function().__name__)


class Named:
    __qualname__ = "Elsewhere.Named"
    __module__ = "somewhere"


print(Named, Named.__qualname__, "__qualname__" in vars(Named))
