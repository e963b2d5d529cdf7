# What a task does with what its coroutine yields, returns and raises.
import asyncio
import contextvars
import re
import types


def plain(value):
    text = re.sub(r"0x[0-9a-f]+", "ADDRESS", str(value))
    return re.sub(r"(running|defined) at [^>]*:\d+", r"\1", text)


@types.coroutine
def yields(value):
    return (yield value)


async def outcome(coroutine):
    task = asyncio.ensure_future(coroutine)
    try:
        return plain(await task)
    except BaseException as error:
        return f"{type(error).__name__}: {plain(error)}"


async def bad_yields():
    print(await outcome(yields(3)))
    print(await outcome(yields(None)))
    print(await outcome(yields(x for x in "ab")))
    print(await outcome(yields(asyncio.get_running_loop().create_future())))
    other = asyncio.new_event_loop()
    print(await outcome(yields(other.create_future())))
    other.close()
    tasks = []

    async def awaits_itself():
        await tasks[0]

    tasks.append(asyncio.create_task(awaits_itself(), name="narcissus"))
    try:
        await tasks[0]
    except RuntimeError as error:
        print(plain(error))


async def cancelling():
    log = []

    async def stubborn():
        for number in range(2):
            try:
                await asyncio.sleep(10)
            except asyncio.CancelledError as error:
                log.append((number, error.args))
        return "done"

    task = asyncio.create_task(stubborn())
    await asyncio.sleep(0)
    print(task.cancel("first"), task.cancelling(), task._must_cancel)
    await asyncio.sleep(0)
    print(task.cancel("second"), task.cancelling(), task.uncancel(), task.uncancel(), task.uncancel())
    print(await task, log, task.cancel(), task.cancelled())

    early = asyncio.create_task(stubborn())
    early.cancel("before it ran")
    print(early._must_cancel)
    try:
        await early
    except asyncio.CancelledError as error:
        print("cancelled", error.args, early.cancelled(), plain(early))

    async def inner():
        await asyncio.sleep(10)

    async def outer():
        await asyncio.create_task(inner())

    nested = asyncio.create_task(outer())
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    print(type(nested._fut_waiter).__name__, nested.cancel("deep"))
    try:
        await nested
    except asyncio.CancelledError as error:
        print("cancelled", error.args, nested.cancelled(), nested._fut_waiter)

    async def cancels_itself():
        asyncio.current_task().cancel("self")
        return 1

    print(await outcome(cancels_itself()))


class Countdown:
    """A coroutine that is no coroutine object."""

    def __init__(self, count):
        self.count = count

    def send(self, value):
        self.count -= 1
        if self.count < 0:
            raise StopIteration("lift-off")

    def throw(self, error):
        raise StopIteration("aborted by " + type(error).__name__)

    def close(self):
        pass

    def __await__(self):
        return self

    def __iter__(self):
        return self

    __next__ = lambda self: self.send(None)


asyncio.coroutines._is_coroutine_mark = None
from collections.abc import Coroutine
Coroutine.register(Countdown)


class Future(asyncio.Future):
    """Of a subclass: goes the long way."""

    def add_done_callback(self, function, *, context=None):
        print("callback", function.__self__ is asyncio.current_task())
        super().add_done_callback(function, context=context)

    def cancel(self, msg=None):
        print("cancel", msg)
        return super().cancel(msg)

    def result(self):
        print("result")
        return super().result()


async def others():
    print(await asyncio.create_task(Countdown(3)))
    task = asyncio.create_task(Countdown(30))
    await asyncio.sleep(0)
    task.cancel()
    print(await task)

    async def wait(future):
        return await future

    future = Future()
    task = asyncio.create_task(wait(future))
    await asyncio.sleep(0)
    future.set_result(7)
    print(await task)
    task = asyncio.create_task(wait(Future()))
    await asyncio.sleep(0)
    print(task.cancel("msg"))
    await asyncio.wait([task])
    print(task.cancelled())


variable = contextvars.ContextVar("variable", default=0)


async def contexts():
    async def child(value):
        variable.set(value)
        await asyncio.sleep(0)
        return variable.get()

    print(await asyncio.gather(child(1), child(2)), variable.get())
    context = contextvars.copy_context()
    await asyncio.create_task(child(3), context=context)
    print(variable.get(), context[variable])
    await child(4)
    print(variable.get())


async def names():
    async def nothing():
        pass

    task = asyncio.create_task(nothing(), name=5)
    print(task.get_name(), plain(task))
    task.set_name(("a", 1))
    print(task.get_name(), plain(task.get_coro()), task._coro is task.get_coro())
    await task
    print(plain(task), task.get_stack())
    for call in (lambda: task.set_result(1), lambda: task.set_exception(ValueError())):
        try:
            call()
        except RuntimeError as error:
            print(error)
    first, second = asyncio.create_task(nothing()), asyncio.create_task(nothing())
    print(int(second.get_name()[5:]) - int(first.get_name()[5:]), len(asyncio.all_tasks()))
    print(asyncio.current_task() in asyncio.all_tasks())
    await asyncio.gather(first, second)
    for wrong in (3, nothing):
        try:
            asyncio.Task(wrong)
        except TypeError as error:
            print(plain(error))


async def stacks():
    async def sleeper():
        await asyncio.sleep(1)

    task = asyncio.create_task(sleeper())
    await asyncio.sleep(0)
    print([frame.f_code.co_name for frame in task.get_stack()])
    task.cancel()


for main in (bad_yields, cancelling, others, contexts, names, stacks):
    print("---", main.__name__)
    asyncio.run(main())


async def exits(error):
    async def child():
        raise error
    task = asyncio.ensure_future(child())
    try:
        await task
    finally:
        print("cleaned")


for error in (SystemExit(3), KeyboardInterrupt()):
    try:
        asyncio.run(exits(error))
    except BaseException as caught:
        print(repr(caught))
