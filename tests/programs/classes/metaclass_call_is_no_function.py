# type(cls).__call__ is bound like any attribute: classes and staticmethods do not bind.
class Maps(type):
    __call__ = dict


class Listed(type):
    __call__ = staticmethod(lambda *args, **kwargs: (args, kwargs))


class Callable:
    def __call__(self, *args):
        return "instance", args


class Held(type):
    __call__ = Callable()


class A(metaclass=Maps):
    pass


class B(metaclass=Listed):
    pass


class C(metaclass=Held):
    pass


for _ in range(3):
    print(A(a=1), A([(1, 2)]), B(1, b=2), C(3))
print(list(map(B, [1, 2])))
import typing

Point = typing.TypedDict("Point", {"x": int})
print(type(Point(x=1)))
