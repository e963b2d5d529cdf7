class A:
    def which(self):
        return __class__.__name__

    @classmethod
    def cls_which(cls):
        return __class__, cls


class B(A):
    pass


print(B().which(), [c.__name__ for c in B.cls_which()])
b = B()
b.__class__ = A
print(type(b).__name__)
for value in (int, 5, list):
    try:
        b.__class__ = value
    except TypeError as error:
        print(error)
