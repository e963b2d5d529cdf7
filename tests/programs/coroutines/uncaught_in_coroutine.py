import types


@types.coroutine
def pause():
    yield 1


async def inner():
    await pause()
    raise ValueError("from inner")


async def outer():
    await inner()


c = outer()
c.send(None)
c.send(None)
