class Fake:
    def __init__(self, real):
        self.real = real

    def __mro_entries__(self, bases):
        print("entries", len(bases))
        return (self.real,)


class X(Fake(dict), object):
    pass


print(X.__bases__, [type(b).__name__ for b in X.__orig_bases__])


class Bad:
    def __mro_entries__(self, bases):
        return 5


try:

    class Y(Bad()):
        pass

except TypeError as error:
    print(error)
try:
    type("Z", (Fake(dict),), {})
except TypeError as error:
    print(error)
import types

print(types.resolve_bases((Fake(list), int)))
