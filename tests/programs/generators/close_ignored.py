def stubborn():
    try:
        yield 1
    except GeneratorExit:
        yield 2


g = stubborn()
next(g)
try:
    g.close()
except RuntimeError as error:
    print(error)


def returns():
    try:
        yield 1
    except GeneratorExit:
        return 5


def raises():
    try:
        yield 1
    finally:
        raise ValueError("in close")


g = returns()
next(g)
print(g.close())
g = raises()
next(g)
try:
    g.close()
except ValueError as error:
    print(error, repr(error.__context__))
