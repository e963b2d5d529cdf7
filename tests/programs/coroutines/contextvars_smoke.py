import asyncio
import contextvars

var = contextvars.ContextVar("var", default="default")


async def child(value):
    var.set(value)
    await asyncio.sleep(0)
    return var.get()


async def main():
    print(await asyncio.gather(child(1), child(2)), var.get())
    await child("direct")
    print(var.get())


asyncio.run(main())
token = var.set("x")
print(var.get(), token.old_value is contextvars.Token.MISSING)
var.reset(token)
context = contextvars.copy_context()
print(var.get(), context.run(lambda: (var.set("in"), var.get())[1]), var.get(), context[var], len(context))
try:
    var.reset(token)
except RuntimeError as error:
    print(str(error).split(" has")[1])
empty = contextvars.ContextVar("empty")
try:
    empty.get()
except LookupError as error:
    print(type(error).__name__)
