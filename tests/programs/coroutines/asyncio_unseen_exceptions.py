# What the event loop is told when futures and tasks die in the wrong state.
import asyncio
import gc
import weakref


def told(loop, context):
    error = context.get("exception")
    print(context["message"], repr(error), sorted(context))


async def fails():
    raise ValueError("nobody looked")


async def waits(future):
    await future


async def seen():
    task = asyncio.create_task(fails())
    await asyncio.wait([task])
    print(repr(task.exception()))


loop = asyncio.new_event_loop()
loop.set_exception_handler(told)

future = loop.create_future()
future.set_exception(KeyError("k"))
reference = weakref.ref(future)
del future
gc.collect()
print(reference())

quiet = loop.create_future()
quiet.set_exception(KeyError("k"))
quiet._log_traceback = False
del quiet
gc.collect()

task = loop.create_task(fails())
loop.call_soon(loop.stop)
loop.run_forever()
del task
gc.collect()

loop.run_until_complete(seen())
gc.collect()

task = loop.create_task(waits(loop.create_future()))
loop.call_soon(loop.stop)
loop.run_forever()
del task
gc.collect()

task = loop.create_task(waits(loop.create_future()))
loop.call_soon(loop.stop)
loop.run_forever()
task._log_destroy_pending = False
del task
gc.collect()


class Loud(asyncio.Future):
    def __del__(self):
        print("deleted", self.done())
        super().__del__()


loud = Loud(loop=loop)
loud.set_exception(OSError("loud"))
del loud
gc.collect()
Loud(loop=loop).cancel()
gc.collect()

many = [weakref.ref(loop.create_future()) for _ in range(1000)]
gc.collect()
print(sum(reference() is not None for reference in many))
loop._ready.clear()
loop.close()
