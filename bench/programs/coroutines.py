"""Coroutines without asyncio: await, async for and async with under a
round-robin scheduler written here.

Exercises native coroutines and asynchronous generators.
"""
import sys

SCALE = 120
QUICK = 20
EXPECTED = (805770, 10, 8020)


class Pause:
    """Awaiting it hands control to the scheduler once."""

    def __await__(self):
        yield self
        return 1


class Channel:
    def __init__(self):
        self.items = []

    async def send(self, item):
        while len(self.items) >= 4:
            await Pause()
        self.items.append(item)

    async def receive(self):
        while not self.items:
            await Pause()
        return self.items.pop(0)


class Guard:
    entered = 0

    async def __aenter__(self):
        await Pause()
        Guard.entered += 1
        return self

    async def __aexit__(self, kind, error, traceback):
        await Pause()


async def countdown(count):
    while count:
        yield count
        count -= 1
        await Pause()


async def fibonacci(number):
    if number < 2:
        return number
    return await fibonacci(number - 1) + await fibonacci(number - 2)


async def produce(channel, count, results):
    async for number in countdown(count):
        await channel.send(number)
    await channel.send(None)


async def consume(channel, results):
    total = 0
    while True:
        item = await channel.receive()
        if item is None:
            break
        total += item
    async with Guard():
        total += await fibonacci(14)
    results.append(total)


def run_all(tasks):
    """Resumes each coroutine in turn until all have ended."""
    switches = 0
    while tasks:
        remaining = []
        for task in tasks:
            try:
                task.send(None)
            except StopIteration:
                continue
            switches += 1
            remaining.append(task)
        tasks = remaining
    return switches


def run():
    Guard.entered = 0
    results, tasks = [], []
    for _ in range(10):
        channel = Channel()
        tasks.append(produce(channel, 400, results))
        tasks.append(consume(channel, results))
    switches = run_all(tasks)
    return sum(results), Guard.entered, switches


if __name__ == "__main__":
    argument = sys.argv[1] if len(sys.argv) > 1 else SCALE
    for _ in range(QUICK if argument == "--quick" else int(argument)):
        answer = run()
        if answer != EXPECTED:
            sys.exit("coroutines: wrong answer %r, expected %r" % (answer, EXPECTED))
    print("coroutines ok", answer)
