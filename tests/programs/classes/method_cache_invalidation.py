class A:
    def f(self):
        return "A"


class B(A):
    pass


b = B()
results = []
for step in range(6):
    results.append(b.f())
    if step == 0:
        A.f = lambda self: "A2"
    elif step == 1:
        B.f = lambda self: "B"
    elif step == 2:
        b.f = lambda: "instance"
    elif step == 3:
        del b.f
    elif step == 4:
        del B.f
print(results)
class C:
    def f(self):
        return "C"


B.__bases__ = (C,)
print(b.f(), B.__mro__[1].__name__, issubclass(B, A))
