"""Creating classes: statements, type(), metaclasses, descriptors and hooks.

Exercises class building, the method resolution order, __init_subclass__,
__set_name__, super() and isinstance.
"""
import sys

SCALE = 100
QUICK = 17
EXPECTED = (83690, 400)


class Field:
    def __set_name__(self, owner, name):
        self.name = name
        self.slot = "_" + name

    def __get__(self, instance, owner=None):
        return self if instance is None else instance.__dict__.get(self.slot, 0)

    def __set__(self, instance, value):
        instance.__dict__[self.slot] = value


class Registry(type):
    def __new__(mcs, name, bases, namespace, **options):
        cls = super().__new__(mcs, name, bases, namespace)
        cls.fields = [key for key, value in namespace.items() if isinstance(value, Field)]
        cls.options = options
        return cls

    def __init__(cls, name, bases, namespace, **options):
        super().__init__(name, bases, namespace)

    def __call__(cls, *arguments):
        instance = super().__call__()
        for name, value in zip(cls.fields, arguments):
            setattr(instance, name, value)
        return instance


class Plugin:
    known = 0

    def __init_subclass__(cls, weight=1, **options):
        super().__init_subclass__(**options)
        Plugin.known += weight


def with_metaclass(number):
    class Model(metaclass=Registry, table="t%d" % number):
        first = Field()
        second = Field()

        def total(self):
            return self.first + self.second

    model = Model(number, 2)
    return model.total() + len(model.fields) + len(Model.options["table"])


def diamond(number):
    class Base:
        def visit(self):
            return ["base"]

    class Left(Base):
        def visit(self):
            return ["left"] + super().visit()

    class Right(Base):
        def visit(self):
            return ["right"] + super().visit()

    class Bottom(Left, Right):
        __slots__ = ("value",)

        @property
        def doubled(self):
            return self.value * 2

        @classmethod
        def make(cls, value):
            bottom = cls()
            bottom.value = value
            return bottom

    bottom = Bottom.make(number)
    return bottom.doubled + len(bottom.visit()) + len(Bottom.__mro__) + isinstance(bottom, Base)


def dynamic(number):
    method = lambda self: number
    cls = type("Dynamic%d" % number, (Plugin,), {"method": method, "constant": 3}, weight=2)
    return cls().method() + cls.constant + issubclass(cls, Plugin)


def run():
    Plugin.known = 0
    total = 0
    for number in range(200):
        total += with_metaclass(number) + diamond(number) + dynamic(number)
    return total, Plugin.known


if __name__ == "__main__":
    argument = sys.argv[1] if len(sys.argv) > 1 else SCALE
    for _ in range(QUICK if argument == "--quick" else int(argument)):
        answer = run()
        if answer != EXPECTED:
            sys.exit("class_create: wrong answer %r, expected %r" % (answer, EXPECTED))
    print("class_create ok", answer)
