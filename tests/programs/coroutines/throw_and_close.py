import types


@types.coroutine
def pause():
    return (yield "paused")


async def worker():
    try:
        await pause()
    except ValueError as error:
        print("caught", error)
        await pause()
    finally:
        print("finally")
    return "never"


c = worker()
c.send(None)
print(c.throw(ValueError("v")))
c.close()
c = worker()
c.send(None)
try:
    c.throw(KeyError("k"))
except KeyError as error:
    print(repr(error))
c = worker()
c.close()
try:
    c.send(None)
except RuntimeError as error:
    print(error)
