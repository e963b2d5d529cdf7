def step(awaitable):
    try:
        awaitable.send(None)
    except StopIteration as stop:
        return stop.value
    except StopAsyncIteration:
        return "stopped"


async def numbers():
    try:
        received = yield 1
        print("received", received)
        yield 2
    finally:
        print("finally")


g = numbers()
print(type(g).__name__, step(g.__anext__()), step(g.asend("x")), step(g.__anext__()), step(g.__anext__()))
g = numbers()
step(g.__anext__())
try:
    step(g.athrow(ValueError("thrown")))
except ValueError as error:
    print(repr(error))
g = numbers()
step(g.__anext__())
print(step(g.aclose()), step(g.__anext__()))
print(g.ag_running, g.ag_frame, g.__name__, g.ag_code.co_name)
