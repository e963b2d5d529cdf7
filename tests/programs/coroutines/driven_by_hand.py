import types


@types.coroutine
def suspend(value):
    result = yield value
    return result


async def inner(x):
    got = await suspend(("inner", x))
    return got * 2


async def outer():
    first = await inner(1)
    second = await inner(2)
    return first, second


c = outer()
print(type(c).__name__, c.send(None), c.send(10), c.cr_await is not None, c.cr_running, c.cr_suspended)
try:
    c.send(20)
except StopIteration as stop:
    print(stop.value)
try:
    c.send(None)
except RuntimeError as error:
    print(error)
