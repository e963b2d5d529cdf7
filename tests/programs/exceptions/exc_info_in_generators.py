import sys


def generator():
    print("start", sys.exception())
    try:
        raise KeyError("inside")
    except KeyError:
        yield repr(sys.exception())
        print("resumed", repr(sys.exception()))
    yield repr(sys.exception())


try:
    raise ValueError("outside")
except ValueError:
    g = generator()
    print(next(g))
    print("caller", repr(sys.exception()))
    print(next(g))
print(sys.exception())
