import asyncio


async def work(name, steps):
    for i in range(steps):
        print(name, i)
        await asyncio.sleep(0)
    return name


async def main():
    print(await asyncio.gather(work("a", 2), work("b", 1), work("c", 3)))


asyncio.run(main())
