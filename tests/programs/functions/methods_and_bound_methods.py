class Thing:
    def method(self, x=1):
        return self.name, x

    name = "thing"


thing = Thing()
bound = thing.method
print(bound(), bound(5), Thing.method(thing, 2), bound.__self__ is thing, bound.__func__ is Thing.method, bound.__name__, bound == thing.method, bound is thing.method, hash(bound) == hash(thing.method), bound.__qualname__)
print(repr(bound).startswith("<bound method Thing.method of <__main__.Thing object at"))
thing.method = lambda: "instance attribute"
print(thing.method())
import types

other = types.MethodType(lambda self, y: (self, y), "self value")
print(other(3), [].append.__self__, "abc".upper.__name__, len.__name__, len.__self__.__name__)
for call in ("types.MethodType(1, 2)", "types.MethodType(len, None)", "types.MethodType(len)"):
    try:
        eval(call)
    except TypeError as error:
        print(error)
try:
    bound.new = 5
except AttributeError as error:
    print(error)
