def inner():
    received = yield 1
    print("inner received", received)
    yield 2
    return "inner result"


def outer():
    result = yield from inner()
    print("result", result)
    yield from [3, 4]
    yield from "ab"
    empty = yield from ()
    return empty


g = outer()
print(next(g), g.send("hello"), list(g))
