import asyncio


async def source(n):
    for i in range(n):
        await asyncio.sleep(0)
        yield i


async def double(x):
    await asyncio.sleep(0)
    return x * 2


async def main():
    print([x async for x in source(3)], sorted({x async for x in source(2)}), {x: await double(x) async for x in source(3) if x}, [await double(x) for x in range(3)])
    lazy = (await double(x) async for x in source(3))
    print(type(lazy).__name__, [x async for x in lazy])
    print([[y async for y in source(x)] for x in range(3)], sum([x async for x in source(5) if await double(x) > 4]))


asyncio.run(main())
