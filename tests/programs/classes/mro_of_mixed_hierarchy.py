class A: pass
class B: pass
class C: pass
class D(A, B): pass
class E(B, C): pass
class F(D, E): pass
class G(F, list): pass
print([c.__name__ for c in G.__mro__], G.__base__.__name__, G([1]), [c.__name__ for c in G.__bases__])
class Meta(type):
    def mro(cls):
        return [cls, A, object]
class H(B, metaclass=Meta): pass
print([c.__name__ for c in H.__mro__], H.__bases__ == (B,), issubclass(H, A), issubclass(H, B))
