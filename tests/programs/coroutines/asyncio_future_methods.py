# Futures by hand: states, errors, callbacks, the iterator behind await.
import asyncio


def show(function, *arguments, **keywords):
    try:
        print(repr(function(*arguments, **keywords)))
    except BaseException as error:
        print(type(error).__name__, error)


loop = asyncio.new_event_loop()
future = loop.create_future()
show(future.result)
show(future.exception)
show(future.set_exception, 3)
show(future.set_exception, int)
show(future.set_exception, StopIteration)
show(future.set_exception, StopIteration())
print(future._callbacks, future._state, future._loop is loop, future._result, future._exception)
show(setattr, future, "_state", "FINISHED")
show(setattr, future, "_log_traceback", True)
show(delattr, future, "_log_traceback")
show(delattr, future, "_asyncio_future_blocking")

calls = []
first, second = calls.append, lambda done: calls.append("second")
future.add_done_callback(first)
print(len(future._callbacks), future._callbacks[0][0] == first)
future.add_done_callback(second)
future.add_done_callback(first)
print([pair[0] is second for pair in future._callbacks])
show(future.remove_done_callback, first)
show(future.remove_done_callback, first)
print(len(future._callbacks))
future.add_done_callback(first)

iterator = iter(future)
print(type(iterator).__name__, iter(iterator) is iterator, future._asyncio_future_blocking)
print(next(iterator) is future, future._asyncio_future_blocking)
show(next, iterator)
future._asyncio_future_blocking = False
future.set_result(4)
show(future.set_result, 5)
show(future.cancel)
try:
    next(iterator)
except StopIteration as stop:
    print("stop", stop.value)
show(next, iterator)
print(calls, future._callbacks)
loop.call_soon(loop.stop)
loop.run_forever()
print(["future" if item is future else item for item in calls])
print(future, future.result(), future.exception(), future.done(), future.cancelled())

iterator = iter(loop.create_future())
show(iterator.throw, ValueError("thrown"))
show(iterator.throw, ValueError, 7)
show(iterator.throw)
show(iterator.close)

cancelled = loop.create_future()
show(cancelled.cancel, "why")
show(cancelled.cancel)
show(cancelled.result)
show(cancelled.exception)
show(cancelled._make_cancelled_error)
print(cancelled._cancel_message, cancelled)

failed = loop.create_future()
error = KeyError("gone")
failed.set_exception(error)
print(failed._log_traceback, failed.exception() is error, failed._log_traceback)
for _ in range(2):
    try:
        failed.result()
    except KeyError as caught:
        depth, traceback = 0, caught.__traceback__
        while traceback:
            depth, traceback = depth + 1, traceback.tb_next
        print(caught is error, depth)

raw = asyncio.Future.__new__(asyncio.Future)
for name in "result exception cancel cancelled done get_loop __iter__ __repr__ _make_cancelled_error".split():
    show(getattr(raw, name))
show(raw.set_result, 1)
show(raw.set_exception, ValueError())
show(raw.add_done_callback, print)
show(raw.remove_done_callback, print)
for name in "_state _loop _callbacks _result _exception _source_traceback _cancel_message _log_traceback".split():
    show(getattr, raw, name)

show(asyncio.Future, loop=3)
print(asyncio.Future[int], asyncio.Task[str], asyncio.Future.__module__)


class Equal:
    """Equal to everything; comparing it empties the future's list of callbacks."""

    def __init__(self, future):
        self.future = future

    def __eq__(self, other):
        self.future.cancel()
        return True

    def __call__(self, future):
        pass


mutated = loop.create_future()
mutated.add_done_callback(Equal(mutated))
mutated.add_done_callback(print)
show(mutated.remove_done_callback, 3)
print(mutated.cancelled(), mutated._callbacks)


class Named(asyncio.Future):
    def __init__(self, name, **keywords):
        super().__init__(**keywords)
        self.name = name


named = Named("n", loop=loop)
named.extra = 1
print(named.name, named.extra, named)
loop.set_debug(True)
print(loop.create_future()._source_traceback is not None)
loop.set_debug(False)
loop._ready.clear()
loop.close()
