import gc
import warnings

warnings.simplefilter("ignore")


async def coroutine():
    return 1


c = coroutine()
for text in ("list(c)", "next(c)", "iter(c)", "for x in c: pass", "c()", "c[0]", "[*c]", "len(c)"):
    try:
        exec(text)
    except TypeError as error:
        print(text, error)


def plain_generator():
    yield from c


try:
    next(plain_generator())
except TypeError as error:
    print(error)
c.close()
try:
    coroutine().send(5)
except TypeError as error:
    print(error)
gc.collect()
