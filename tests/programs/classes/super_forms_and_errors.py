class A:
    def f(self):
        return "A.f"

    attribute = "A attr"


class B(A):
    def f(self):
        return super().f(), super(B, self).attribute, super().__thisclass__.__name__

    @staticmethod
    def broken():
        return super().f()

    def nested(self):
        return [super(B, self).f() for _ in range(1)]

    def deleted(self):
        del self
        return super().f()


b = B()
print(b.f(), b.nested())
for action in (lambda: B.broken(), lambda: super(), lambda: super(A, 5), lambda: super(5, b), lambda: super(B, b).missing, lambda: b.deleted(), lambda: super(B, A), lambda: super(1, 2, 3)):
    try:
        print(action())
    except (RuntimeError, TypeError, AttributeError) as error:
        print(type(error).__name__, error)
print(repr(super(B, b)).startswith("<super: <class 'B'>, <B object>>"), super(B, B).f(b), super(B).__self__)
