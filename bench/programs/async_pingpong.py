"""Async ping-pong: asyncio tasks that pass messages through queues.

Exercises the event loop, futures, queues, gather, locks and time-outs.
"""
import asyncio
import sys

SCALE = 80
QUICK = 13
EXPECTED = (1608, 128, 200)
ROUNDS = 400


async def player(inbox, outbox):
    """Answers each number with its successor until it is told to stop."""
    seen = 0
    while True:
        ball = await inbox.get()
        seen += 1
        await outbox.put(ball + 1)
        if ball >= ROUNDS:
            return seen


async def game():
    left, right = asyncio.Queue(1), asyncio.Queue(1)
    players = asyncio.gather(player(left, right), player(right, left))
    await left.put(0)
    return sum(await players)


async def tree(depth):
    if depth == 0:
        await asyncio.sleep(0)
        return 1
    return sum(await asyncio.gather(tree(depth - 1), tree(depth - 1)))


async def guarded(lock, counter):
    for _ in range(20):
        async with lock:
            value = counter[0]
            await asyncio.sleep(0)
            counter[0] = value + 1


async def everything():
    games = await asyncio.gather(*[game() for _ in range(4)])
    leaves = await asyncio.wait_for(tree(7), 60)
    lock, counter = asyncio.Lock(), [0]
    await asyncio.gather(*[guarded(lock, counter) for _ in range(10)])
    return sum(games), leaves, counter[0]


def run():
    return asyncio.run(everything())


if __name__ == "__main__":
    argument = sys.argv[1] if len(sys.argv) > 1 else SCALE
    for _ in range(QUICK if argument == "--quick" else int(argument)):
        answer = run()
        if answer != EXPECTED:
            sys.exit("async_pingpong: wrong answer %r, expected %r" % (answer, EXPECTED))
    print("async_pingpong ok", answer)
