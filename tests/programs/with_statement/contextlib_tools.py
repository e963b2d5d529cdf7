import contextlib


@contextlib.contextmanager
def managed(name):
    print("open", name)
    try:
        yield name.upper()
    except ValueError as error:
        print("handled", error)
    finally:
        print("close", name)


with managed("a") as value:
    print(value)
with managed("b"):
    raise ValueError("v")
try:
    with managed("c"):
        raise KeyError("k")
except KeyError as error:
    print(repr(error))
with contextlib.suppress(ZeroDivisionError):
    1 / 0
with contextlib.ExitStack() as stack:
    print([stack.enter_context(managed(n)) for n in "xy"])
    stack.callback(print, "callback", 1)


@managed("decorator")
def function():
    print("in function")


function()
with contextlib.nullcontext(5) as n:
    print(n)


@contextlib.contextmanager
def no_yield():
    return
    yield


@contextlib.contextmanager
def two_yields():
    yield 1
    yield 2


for broken in (no_yield, two_yields):
    try:
        with broken():
            pass
    except RuntimeError as error:
        print(error)
import io

with contextlib.redirect_stdout(io.StringIO()) as captured:
    print("hidden")
print(repr(captured.getvalue()))
