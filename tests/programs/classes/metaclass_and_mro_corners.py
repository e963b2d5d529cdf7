# Metaclasses that are no types, mro() methods with state of their own, layouts that do not fit.


class NotMeta:
    def __new__(cls, *args, **kwargs):
        print("new", cls.__name__)
        return super().__new__(cls)

    @classmethod
    def __prepare__(cls, name, bases):
        print("prepare", cls.__name__)
        return {}


class Derived(NotMeta):
    pass


class A(metaclass=NotMeta):
    pass


class B(metaclass=Derived):
    pass


class C(A, B):
    pass


print(type(A).__name__, type(B).__name__, type(C).__name__)


class Once(type):
    count = 0

    def mro(cls):
        cls.count += 1
        if cls.count > 1:
            raise RuntimeError("only once")
        return type.mro(cls)


class Base:
    pass


class Other:
    pass


class Plain(Base):
    pass


class WithMro(Plain, metaclass=Once):
    pass


print(WithMro.count, Once.count)
before = Plain.__mro__
try:
    Plain.__bases__ = (Other,)
except RuntimeError as error:
    print(error, Plain.__mro__ == before)


class Vanishing(type):
    def mro(cls):
        del Vanishing.mro
        return (Base,)


try:
    class Unlisted(metaclass=Vanishing):
        pass
except TypeError as error:
    print(error)


class One:
    __slots__ = ["b", "a"]


class Two:
    __slots__ = ["a", "b"]


class FromOne(One):
    __slots__ = ["c"]


class FromTwo(Two):
    __slots__ = ["c"]


instance = One()
instance.__class__ = Two
print(type(instance).__name__)
try:
    FromOne().__class__ = FromTwo
except TypeError as error:
    print(error)


class Meta(Base, type):
    pass


class Made(metaclass=Meta):
    attribute = 1


print(Made.__dict__["attribute"], type(Made.__dict__).__name__)
try:
    Made.__dict__ = {}
except (AttributeError, TypeError) as error:
    print(type(error).__name__)

for name in ("\x80", "a\u2028", "1", "", "a b"):
    try:
        type("Bad", (), {"__slots__": [name]})
    except TypeError as error:
        print(error)
print(type("Good", (), {"__slots__": ["\xe9"]}).__slots__)


def outer():
    __class__ = 1

    class Inner:
        nonlocal __class__
        __class__ = 42

        def method(self):
            return __class__

    return __class__, Inner().method() is Inner


print(outer())


class DocProperty(property):
    """doc of the class"""


class SlottedProperty(property):
    __slots__ = ()


def getter(self):
    """doc of the getter"""


print(DocProperty(getter).__doc__, vars(DocProperty(getter)), DocProperty(getter, None, None, "given").__doc__)
try:
    SlottedProperty(getter)
except AttributeError as error:
    print(error)
for arguments in ((), (1,), (1, 2, 3)):
    try:
        property().__set_name__(*arguments)
    except TypeError as error:
        print(error)


class Missing(dict):
    def __missing__(self, key):
        return "missing " + key


function = eval("lambda: (absent, also_absent)", Missing())
print(function(), function())


class Refuses(dict):
    def __getitem__(self, key):
        raise LookupError(key)


try:
    exec("builtin_name", {"__builtins__": Refuses({"builtin_name": 1})})
except LookupError as error:
    print(type(error).__name__, error)
