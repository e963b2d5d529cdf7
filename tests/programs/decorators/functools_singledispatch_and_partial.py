import functools


@functools.singledispatch
def show(value):
    return "object"


@show.register
def _(value: int):
    return "int"


@show.register(list)
@show.register(tuple)
def _(value):
    return "sequence"


print(show(1), show(True), show([]), show(()), show("x"), show.dispatch(bool)(1))


class Shower:
    @functools.singledispatchmethod
    def show(self, value):
        return "default"

    @show.register
    def _(self, value: str):
        return "text"

    @functools.cached_property
    def slow(self):
        print("computed")
        return 5


s = Shower()
print(s.show("a"), s.show(1), s.slow, s.slow)
p = functools.partial(print, "first", sep="-")
p("second", end="!\n")
print(p.func is print, p.args, p.keywords, functools.partial(int, base=2)("101"), functools.reduce(lambda a, b: a * b, range(1, 6)), functools.reduce(max, [3, 1], 9))
try:
    functools.reduce(max, [])
except TypeError as error:
    print(error)
