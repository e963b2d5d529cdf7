class Items:
    def __init__(self, n):
        self.n = n

    def __aiter__(self):
        return self

    async def __anext__(self):
        if self.n == 0:
            raise StopAsyncIteration
        self.n -= 1
        return self.n


class Manager:
    async def __aenter__(self):
        print("enter")
        return "resource"

    async def __aexit__(self, kind, value, traceback):
        print("exit", kind and kind.__name__, value)
        return kind is ValueError


def run(coroutine):
    try:
        coroutine.send(None)
    except StopIteration as stop:
        return stop.value


async def main():
    async for item in Items(3):
        print(item)
    else:
        print("else")
    async with Manager() as resource:
        print(resource)
    async with Manager(), Manager():
        raise ValueError("swallowed")
    print([x async for x in Items(3)], {x: 1 async for x in Items(2) if x}, [x async for x in Items(2) for _ in range(2)])
    return "main result"


print(run(main()))
