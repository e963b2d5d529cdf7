# throw() into a generator that delegates: the generators between are on the stack, and go on as if they had
# been resumed.

import sys
import types


def names(frame):
    found = []
    while frame is not None and frame.f_code.co_name != "show":
        found.append(frame.f_code.co_name)
        frame = frame.f_back
    return found


def inner():
    while True:
        try:
            got = yield names(sys._getframe())
            if got == "return":
                return "returned"
        except KeyError as error:
            print("caught", error, names(sys._getframe()), error.__context__)
        except ZeroDivisionError:
            return "after error"
        except ValueError:
            raise RuntimeError("from inner") from None


def middle():
    result = yield from inner()
    print("middle got", result, names(sys._getframe()))
    yield "middle " + result


def outer():
    try:
        yield from middle()
    except RuntimeError as error:
        print("outer caught", error)
        yield "outer"
    finally:
        print("outer ends")


def show():
    generator = outer()
    print(next(generator))
    print(generator.throw(KeyError("k")))
    print(generator.throw(ZeroDivisionError))
    print(list(generator))
    generator = outer()
    next(generator)
    print(generator.throw(ValueError))
    print(list(generator))
    generator = outer()
    next(generator)
    generator.close()
    generator = outer()
    next(generator)
    try:
        generator.throw(TypeError("nobody catches it"))
    except TypeError as error:
        traceback = error.__traceback__
        while traceback is not None:
            print(traceback.tb_frame.f_code.co_name, traceback.tb_lineno)
            traceback = traceback.tb_next


show()


class Delegate:
    def __iter__(self):
        return self

    def __next__(self):
        return "next"

    def throw(self, *args):
        print("thrown at", [type(value).__name__ if isinstance(value, BaseException) else value.__name__ for value in args[:1]],
              self.generator.gi_running)
        try:
            self.generator.send(None)
        except ValueError as error:
            print(error)
        return "thrown"


def to_delegate(delegate):
    yield from delegate


delegate = Delegate()
delegate.generator = to_delegate(delegate)
print(next(delegate.generator), delegate.generator.throw(KeyError("k")), next(delegate.generator))


class NotAnException(Exception):
    def __new__(cls, *args, **kwargs):
        return cls


def waits():
    try:
        yield 1
    except TypeError as error:
        print("inside:", "should have returned an instance of BaseException" in str(error))
        yield 2


generator = waits()
next(generator)
print(generator.throw(NotAnException))
generator = waits()
try:
    generator.throw(NotAnException)
except TypeError:
    print(list(generator))


async def first():
    return await second()


async def second():
    return await third()


@types.coroutine
def third():
    try:
        yield names(sys._getframe())
    except ZeroDivisionError:
        yield names(sys._getframe())
    return "done"


def show():
    coroutine = first()
    print(coroutine.send(None), coroutine.throw(ZeroDivisionError))
    try:
        coroutine.send(None)
    except StopIteration as stop:
        print(stop.value)


show()
