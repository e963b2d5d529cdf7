# Attributes of what a generator or `async for` waits for that fail.
import sys


class Broken:
    def __iter__(self):
        return self

    def __next__(self):
        return 1

    def __getattr__(self, name):
        1 / 0


def delegate():
    yield from Broken()


for action in (lambda g: g.send(1), lambda g: g.throw(AttributeError)):
    generator = delegate()
    next(generator)
    try:
        action(generator)
    except ZeroDivisionError as error:
        print("raised", error)
problems = set()
sys.unraisablehook = lambda problem: problems.add(problem.exc_type.__name__)
generator = delegate()
next(generator)
generator.close()
print(problems)


class Items:
    def __aiter__(self):
        return self

    def __anext__(self):
        return self

    def __await__(self):
        return 1 / 0


async def loop():
    async for item in Items():
        pass


try:
    loop().send(None)
except TypeError as error:
    print(error, repr(error.__cause__))
