import asyncio


async def producer(queue):
    for i in range(3):
        await queue.put(i)
    await queue.put(None)


async def consumer(queue, event):
    while (item := await queue.get()) is not None:
        print("item", item)
    event.set()


async def locked(lock, name):
    async with lock:
        print("in", name)
        await asyncio.sleep(0)
        print("out", name)


async def main():
    queue, event, lock = asyncio.Queue(1), asyncio.Event(), asyncio.Lock()
    await asyncio.gather(producer(queue), consumer(queue, event), event.wait())
    await asyncio.gather(locked(lock, "a"), locked(lock, "b"))
    semaphore = asyncio.Semaphore(2)
    async with semaphore:
        print(semaphore.locked())
    future = asyncio.get_running_loop().create_future()
    asyncio.get_running_loop().call_soon(future.set_result, "result")
    print(await future, future.done())
    try:
        future.set_result(1)
    except asyncio.InvalidStateError as error:
        print(error)
    done, pending = await asyncio.wait({asyncio.ensure_future(asyncio.sleep(0, i)) for i in range(3)})
    print(sorted(t.result() for t in done), pending)
    print(await asyncio.to_thread(lambda: "from thread"))


asyncio.run(main())
try:
    asyncio.get_running_loop()
except RuntimeError as error:
    print(error)
