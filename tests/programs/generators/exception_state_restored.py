import sys


def generator():
    try:
        raise KeyError("g")
    except KeyError:
        yield 1
        print("inside", repr(sys.exception()))
        try:
            raise
        except KeyError as error:
            print("reraised", repr(error))
    yield 2


g = generator()
next(g)
print("outside", sys.exception())
try:
    raise ValueError("v")
except ValueError:
    next(g)
    print("outside", repr(sys.exception()))
