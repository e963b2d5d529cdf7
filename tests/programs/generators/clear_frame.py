# frame.clear() of a generator closes it.

import gc
import sys
import warnings


def generator(log):
    try:
        log.append("begun")
        yield sys._getframe()
        log.append("not reached")
    finally:
        log.append("finally")


log = []
made = generator(log)
frame = next(made)
frame.clear()
print(log, list(made), made.gi_frame)

log = []
made = generator(log)
next(made)
made.gi_frame.clear()
print(log)

made = generator([])
made.gi_frame.clear()
print(list(made))


def running():
    try:
        made.gi_frame.clear()
    except RuntimeError as error:
        print(error)
    yield


made = running()
next(made)


async def coroutine():
    pass


with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    never = coroutine()
    never.cr_frame.clear()
    print([str(warning.message) for warning in caught])
never.close()
del never
gc.collect()
