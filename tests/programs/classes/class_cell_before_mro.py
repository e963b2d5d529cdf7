# __class__ is there while mro() runs, and a slot may have the name of its cell.
class Meta(type):
    def mro(cls):
        print(cls.__dict__["find"]())
        return super().mro()


class A(metaclass=Meta):
    def find():
        return __class__.__name__


class B:
    __slots__ = ["__classcell__"]

    def me(self):
        return __class__.__name__


print(B().me(), B.__classcell__)


class C:
    def method(self):
        super()


def cell_of(value):
    return (lambda: value).__closure__[0]


try:
    C.method(cell_of(C()))
except TypeError as error:
    print(error)
for make in (lambda: type("a\udc80", (), {}), lambda: type("A", (), {"__doc__": "\udc80"}), lambda: setattr(C, "__name__", "\udc80")):
    try:
        make()
    except UnicodeEncodeError as error:
        print(error)
