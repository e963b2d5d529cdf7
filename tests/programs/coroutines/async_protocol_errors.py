def run(coroutine):
    try:
        coroutine.send(None)
    except StopIteration as stop:
        print("value", stop.value)
    except Exception as error:
        print(type(error).__name__, error)


class NoAnext:
    def __aiter__(self):
        return self


class BadAnext(NoAnext):
    def __anext__(self):
        return 5


class OnlyEnter:
    async def __aenter__(self):
        pass


class SyncEnter:
    def __aenter__(self):
        return 1

    def __aexit__(self, *arguments):
        return 2


async def iterate(value):
    async for _ in value:
        pass


async def manage(value):
    async with value:
        pass


for value in (5, [], NoAnext(), BadAnext()):
    run(iterate(value))
for value in (5, OnlyEnter(), SyncEnter(), open):
    run(manage(value))


async def sync_with():
    with SyncEnter():
        pass


async def sync_for():
    for _ in NoAnext():
        pass


run(sync_with())
run(sync_for())
