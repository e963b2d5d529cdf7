def step(awaitable):
    try:
        return awaitable.send(None)
    except StopIteration as stop:
        return stop.value


async def generator():
    try:
        yield 1
    except GeneratorExit:
        yield 2


g = generator()
try:
    step(g.asend("early"))
except TypeError as error:
    print(error)
step(g.__anext__())
try:
    step(g.aclose())
except RuntimeError as error:
    print(error)


async def raises_stop():
    raise StopAsyncIteration
    yield


try:
    step(raises_stop().__anext__())
except RuntimeError as error:
    print(error, repr(error.__cause__))
for text in ("list(generator())", "next(generator())", "iter(generator())"):
    try:
        eval(text)
    except TypeError as error:
        print(error)
