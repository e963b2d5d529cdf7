import inspect
import types


@types.coroutine
def pause():
    yield


async def coroutine():
    await pause()


c = coroutine()
print(inspect.getcoroutinestate(c), inspect.iscoroutine(c), inspect.iscoroutinefunction(coroutine), inspect.isawaitable(c), inspect.isasyncgenfunction(coroutine))
c.send(None)
print(inspect.getcoroutinestate(c), c.cr_frame.f_code.co_name, c.__name__, c.__qualname__)
c.close()
print(inspect.getcoroutinestate(c), c.cr_frame, coroutine.__code__.co_flags & inspect.CO_COROUTINE != 0)
