import asyncio
import contextvars
import threading
from decimal import *

getcontext().prec = 6
print(Decimal(1) / 3)
results = {}


def work(name, precision):
    results[name, "default"] = getcontext().prec
    getcontext().prec = precision
    for _ in range(100):
        value = Decimal(2) / 3
    results[name] = value


threads = [threading.Thread(target=work, args=(i, 4 + i)) for i in range(4)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(sorted(results.items(), key=str), getcontext().prec)


async def task(precision):
    with localcontext(prec=precision):
        await asyncio.sleep(0)
        first = Decimal(1) / 7
        await asyncio.sleep(0)
        return first, Decimal(1) / 7, getcontext().prec


async def main():
    print(await asyncio.gather(*(task(precision) for precision in (3, 5, 8))))
    print(getcontext().prec)


asyncio.run(main())


def inside():
    setcontext(Context(prec=2))
    return Decimal(1) / 3


print(contextvars.copy_context().run(inside), Decimal(1) / 3)
print(contextvars.Context().run(lambda: Decimal(1) / 3))


def generate():
    with localcontext() as context:
        context.prec = 3
        yield Decimal(1) / 3
        yield Decimal(1) / 3


for value in generate():
    print(value, Decimal(1) / 3)
