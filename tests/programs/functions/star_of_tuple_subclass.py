import collections
class T(collections.namedtuple('T','a b')): pass
class U(tuple): pass
def f(*a): return a
class C:
    def m(self, *a): return a
t=T(1,2)
print(f(*t), C().m(*t), f(*U((1,2,3))))
