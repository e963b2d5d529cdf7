class Field:
    def __set_name__(self, owner, name):
        print("set_name", owner.__name__, name)
        self.name = name

    def __get__(self, instance, owner):
        if instance is None:
            return self
        return instance.__dict__.get(self.name, "unset")

    def __set__(self, instance, value):
        instance.__dict__[self.name] = value * 2


class Model:
    first = Field()
    second = Field()


m = Model()
m.first = 5
print(m.first, m.second, vars(m), Model.first.name)
Model.third = Field()
print(hasattr(Model.third, "name"))


class Broken:
    def __set_name__(self, owner, name):
        raise ValueError("cannot")


try:

    class Uses:
        attribute = Broken()

except RuntimeError as error:
    print(error, "|", repr(error.__cause__))


class ReadOnly:
    def __get__(self, i, o):
        return 1

    def __set__(self, i, v):
        raise AttributeError("read only")


class SetOnly:
    def __set__(self, instance, value):
        instance.__dict__["s"] = value


class R:
    r = ReadOnly()
    s = SetOnly()


r = R()
try:
    r.r = 5
except AttributeError as error:
    print(error)
r.s = 3
print(r.s)
try:
    del r.s
except AttributeError as error:
    print(error)
