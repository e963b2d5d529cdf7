def run(awaitable):
    try:
        awaitable.__await__().send(None)
    except StopIteration as stop:
        return stop.value


async def numbers():
    yield 1
    yield 2


async def main():
    iterator = aiter(numbers())
    print(await anext(iterator), await anext(iterator), await anext(iterator, "default"))
    try:
        await anext(iterator)
    except StopAsyncIteration as error:
        print(repr(error))


run(main())
for call in ("aiter(5)", "anext(5)", "aiter()", "anext()", "aiter([])"):
    try:
        eval(call)
    except TypeError as error:
        print(call, error)
