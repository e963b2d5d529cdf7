class Tool:
    count = 0

    @classmethod
    def make(cls, n):
        cls.count += n
        return cls, cls.count

    @staticmethod
    def double(x):
        return x * 2

    @classmethod
    @property
    def chained(cls):
        return f"chained {cls.__name__}"


class Sub(Tool):
    pass


print(Tool.make(1)[1], Sub.make(5)[0].__name__, Tool.count, Sub.count, Tool.double(4), Tool().double(5), Sub.chained)
print(type(vars(Tool)["make"]), type(vars(Tool)["double"]), vars(Tool)["make"].__func__.__name__, vars(Tool)["double"](3), Tool.make.__self__ is Tool, Sub.make.__self__ is Sub)
for call in ("classmethod()", "staticmethod(1, 2)", "classmethod(5).__get__(None, int)()", "staticmethod(5).__get__(1)()"):
    try:
        eval(call)
    except TypeError as error:
        print(error)
