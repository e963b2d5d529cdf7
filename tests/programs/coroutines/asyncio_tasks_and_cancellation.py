import asyncio


async def forever():
    try:
        while True:
            await asyncio.sleep(0)
    except asyncio.CancelledError as error:
        print("cancelled", error.args)
        raise


async def failing():
    await asyncio.sleep(0)
    raise ValueError("failed")


async def main():
    task = asyncio.create_task(forever())
    await asyncio.sleep(0)
    task.cancel("reason")
    try:
        await task
    except asyncio.CancelledError:
        print("awaited", task.cancelled(), task.done())
    print(await asyncio.gather(failing(), asyncio.sleep(0, "ok"), return_exceptions=True))
    try:
        async with asyncio.timeout(0.01):
            await asyncio.sleep(30)
    except TimeoutError as error:
        print("timeout", repr(error))
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(failing())
            group.create_task(forever())
    except ExceptionGroup as error:
        print(repr(error))


asyncio.run(main())
