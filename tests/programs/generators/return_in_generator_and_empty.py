def empty():
    return
    yield


def conditional(n):
    if n < 0:
        return "negative"
    yield n


def value(g):
    try:
        while True:
            next(g)
    except StopIteration as stop:
        return stop.value


print(list(empty()), value(conditional(-1)), value(conditional(1)), value(empty()), list(conditional(3)))
def returns_tuple():
    return (1, 2)
    yield
def returns_exception():
    return StopIteration("nested")
    yield
print(value(returns_tuple()), repr(value(returns_exception())))
