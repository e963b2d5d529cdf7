class Awaitable:
    def __init__(self, value):
        self.value = value

    def __await__(self):
        received = yield self.value
        return f"resumed {received}"


class Bad:
    def __await__(self):
        return 5


async def run(awaitable):
    return await awaitable


c = run(Awaitable("suspended"))
print(c.send(None))
try:
    c.send("x")
except StopIteration as stop:
    print(stop.value)
for value in (Bad(), 5, None, [], iter([]), (x for x in [])):
    try:
        run(value).send(None)
    except TypeError as error:
        print(error)
