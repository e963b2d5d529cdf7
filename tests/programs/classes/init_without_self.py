# The instance that a constructor makes does not depend on what __init__ calls its parameters.
class A:
    def __init__(*args): pass
print(type(A()))
class B:
    def __init__(*args, **kw): self, *rest = args; self.x = rest
print(B(1,2).x, type(B(y=3)))
def mk():
    for i in range(5):
        a = A(); b = B(i); c = B(k=i)
        print(type(a).__name__, type(b).__name__, type(c).__name__)
mk()
class C:
    def __init__(self, x): del self; self = 5; x = 7
print(type(C(1)))
class D:
    def __init__(self):
        def f(): nonlocal self; self = 9
        f()
print(type(D()))
class E(A):
    def __init__(self, *a): super().__init__(*a)
print(type(E(1)))
