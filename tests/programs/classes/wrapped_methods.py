# What class methods and static methods take over from what they wrap, and class methods in class methods.
class Example:
    @classmethod
    def first(cls) -> int:
        "doc"

    @staticmethod
    def second(x: int) -> int:
        "doc of the second"

    @classmethod
    @property
    def name(cls):
        return cls.__name__

    @classmethod
    @classmethod
    def nested(*arguments):
        return arguments

    @classmethod
    @staticmethod
    def plain(*arguments):
        return arguments


for name in ("first", "second"):
    wrapper = Example.__dict__[name]
    print({key: value for key, value in vars(wrapper).items() if key != "__wrapped__"})
    print(wrapper.__annotations__, wrapper.__wrapped__.__name__)
print(Example.name, Example().name, Example.nested(1), Example().plain(1))


# The first class of the MRO that is a sequence or a mapping decides for match.
import collections
import collections.abc


class A(collections.UserDict, collections.abc.Sequence):
    pass


class B(dict, collections.abc.Sequence):
    pass


class C(collections.abc.Sequence, dict):
    pass


for cls in (A, B, C):
    match cls():
        case []:
            print(cls.__name__, "sequence")
        case {}:
            print(cls.__name__, "mapping")


def booh(self):
    raise AttributeError("booh")


class Hidden:
    __eq__ = property(booh)
    __lt__ = property(booh)


print(Hidden() == Hidden(), Hidden() != Hidden(), [Hidden()] == [Hidden()])
try:
    Hidden() < Hidden()
except TypeError as error:
    print(error)


class Silent:
    def __getattr__(self, name):
        raise AttributeError


try:
    Silent().missing
except AttributeError as error:
    print(error.name, type(error.obj).__name__)


class Meta(type):
    class SetOnly:
        def __set__(self, instance, value):
            pass

    a = SetOnly()


class WithMeta(metaclass=Meta):
    a = 5


print(WithMeta.a)
