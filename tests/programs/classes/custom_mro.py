# A metaclass's mro(): what it may answer, what may be done with the class while it runs, and __bases__ assigned meanwhile.
def show(function, *arguments):
    try:
        print(function(*arguments))
    except Exception as error:
        print(type(error).__name__, error)


def meta(answer):
    class Meta(type):
        def mro(cls):
            return answer(cls)

    return Meta


for answer in (
    lambda cls: [cls, dict, object],
    lambda cls: 5,
    lambda cls: [1],
    lambda cls: [],
    lambda cls: [cls],
):
    show(meta(answer), "X", (object,), {})
show(meta(lambda cls: [cls]), "X", (dict,), {})


probed = []


class Probe(type):
    def mro(cls):
        if cls.__name__ not in probed:
            probed.append(cls.__name__)
            show(type, "Y", (cls,), {})
            show(lambda: super(cls, cls).missing)
            show(lambda: cls.missing)
            show(issubclass, cls, int)
            show(issubclass, cls, object)
            show(issubclass, int, cls)
            show(cls)
            show(lambda: cls.__bases__)
            show(lambda: type.mro(cls)[1:])
            cls.__bases__ += ()
            show(lambda: cls.__mro__[1:])
        return type.mro(cls)


X = Probe("X", (object,), {})
print([c.__name__ for c in X.__mro__], object.__subclasses__().count(X))


# __bases__ assigned by a mro() that runs because of such an assignment
ready = False


class Cycle(type):
    def mro(cls):
        if ready and cls.__name__ == "B1":
            B2.__bases__ = (B1,)
        if ready and cls.__name__ == "B2":
            B1.__bases__ = (B2,)
        return type.mro(cls)


class A(metaclass=Cycle):
    pass


class B1(A):
    pass


class B2(A):
    pass


ready = True
show(setattr, B1, "__bases__", B1.__bases__ + ())
ready = False
print(B1.__bases__, B2.__bases__, B1.__mro__, B2.__mro__)


class Redirect(type):
    def mro(cls):
        global ready
        if ready and cls.__name__ == "C":
            ready = False
            C.__bases__ = (D2,)
        return type.mro(cls)


class D(metaclass=Redirect):
    pass


class D1(D):
    pass


class D2(D):
    pass


class C(D):
    pass


ready = True
C.__bases__ = (D1,)
print(C.__bases__, C.__mro__, D1.__subclasses__(), D2.__subclasses__())
D1.__bases__ = (C,)
print(D1.__mro__, C.__subclasses__())


class Failing(type):
    def mro(cls):
        if ready:
            raise KeyError(cls.__name__)
        return type.mro(cls)


class F1(metaclass=Failing):
    pass


class F2(metaclass=Failing):
    pass


class F3(F1):
    def where(self):
        return "F3"


show(setattr, F3, "__bases__", (F2,))
ready = True
show(setattr, F3, "__bases__", (F2,))
print(F3.__bases__, F3.__mro__, F1.__subclasses__(), F2.__subclasses__(), F3().where())
