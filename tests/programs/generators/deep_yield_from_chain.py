def leaf():
    total = 0
    while True:
        value = yield total
        if value is None:
            return total
        total += value


def wrap(depth):
    if depth == 0:
        return (yield from leaf())
    return (yield from wrap(depth - 1)) + 1


g = wrap(100)
next(g)
print([g.send(n) for n in (1, 2, 3)])
try:
    g.send(None)
except StopIteration as stop:
    print(stop.value)
