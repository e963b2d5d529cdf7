class Secret:
    __slots__ = ("__hidden",)

    def __init__(self):
        self.__hidden = 5

    def show(self):
        return self.__hidden


class Mangled:
    __private = 1

    def __init__(self):
        self.__value = 2
        self.__dunder__ = 3

    def get(self):
        return self.__private, self.__value, Mangled.__private


s, m = Secret(), Mangled()
print(s.show(), s._Secret__hidden, m.get(), sorted(vars(m)), m._Mangled__private)
try:
    m.__value
except AttributeError as error:
    print(error)


class _Under:
    def f(self):
        self.__x = 1
        return sorted(vars(self))


print(_Under().f())
