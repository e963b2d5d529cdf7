import types


@types.coroutine
def pause():
    yield "p"


async def inner():
    await pause()


shared = inner()


async def waiter():
    await shared


a, b = waiter(), waiter()
print(a.send(None))
try:
    b.send(None)
except RuntimeError as error:
    print(error)
a.close()
try:
    shared.send(None)
except RuntimeError as error:
    print(error)
