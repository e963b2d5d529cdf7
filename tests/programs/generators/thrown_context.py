# The context of an exception that throw() raises is what the generator handles, not what its caller does.
def plain():
    yield 1


def handling():
    try:
        1 / 0
    except ZeroDivisionError:
        yield 1


def delegating(inner):
    yield from inner


class Awaitable:
    def __await__(self):
        yield 1


async def coroutine():
    await Awaitable()


def closed():
    generator = plain()
    generator.close()
    return generator


def attempt(generator, start, thrown):
    try:
        raise NameError("of the caller")
    except NameError:
        try:
            if start:
                generator.send(None)
            generator.throw(thrown)
        except BaseException as error:
            print(start, repr(error), repr(error.__context__))
        else:
            print("went on")


for start in False, True:
    for make in plain, handling, lambda: delegating(plain()), lambda: delegating(handling()), lambda: delegating(iter([1])), coroutine:
        for thrown in KeyError(1), KeyError:
            attempt(make(), start, thrown)
attempt(closed(), False, KeyError(2))
