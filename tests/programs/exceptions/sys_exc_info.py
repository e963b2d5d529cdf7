import sys

print(sys.exc_info(), sys.exception())
try:
    raise ValueError("v")
except ValueError as error:
    kind, value, traceback = sys.exc_info()
    print(kind, value is error, traceback is error.__traceback__, sys.exception() is error)
    try:
        raise KeyError("inner")
    except KeyError:
        print(sys.exc_info()[0])
    print(sys.exc_info()[0])
print(sys.exc_info())


def function():
    return sys.exc_info()[0]


try:
    1 / 0
except ZeroDivisionError:
    print(function())
print(function())
