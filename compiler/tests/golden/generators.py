def numbers(n):
    yield n
    received = yield
    yield from received


async def asynchronous(source):
    async with source as s:
        async for item in s:
            await item
    return [x async for x in source]


squares = [x * x for x in range(10) if x]
pairs = {k: v for k, v in squares}
