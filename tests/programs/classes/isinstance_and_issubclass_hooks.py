class Meta(type):
    def __instancecheck__(cls, instance):
        return instance == "yes"

    def __subclasscheck__(cls, subclass):
        return subclass is int


class Duck(metaclass=Meta):
    pass


print(isinstance("yes", Duck), isinstance("no", Duck), issubclass(int, Duck), issubclass(str, Duck), isinstance(Duck(), Duck), isinstance(5, (str, (float, int))), isinstance(1, int | str), issubclass(bool, (str, int)), isinstance(None, int | None))
for text in ("isinstance(1, 'int')", "issubclass(1, int)", "issubclass(int, 5)", "isinstance(1, (int, 5))", "isinstance('a', (int, 5))", "isinstance(1, [int])", "issubclass(int, list[int])"):
    try:
        print(eval(text))
    except TypeError as error:
        print(text, error)


class Proxy:
    __class__ = property(lambda self: int)


print(isinstance(Proxy(), int), type(Proxy()).__name__, Proxy().__class__)
