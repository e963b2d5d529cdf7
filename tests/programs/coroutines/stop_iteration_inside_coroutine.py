async def bad():
    raise StopIteration("x")


try:
    bad().send(None)
except RuntimeError as error:
    print(error, repr(error.__cause__))


async def value():
    return StopIteration(5)


try:
    value().send(None)
except StopIteration as stop:
    print(repr(stop.value))
