# What an except* clause raises anew comes in a group; where a frame that an exception has left stands.
def catch(function):
    try:
        function()
    except BaseException as error:
        print(repr(error), getattr(error, "exceptions", None))
        if isinstance(error, ExceptionGroup):
            print(repr(error.exceptions[0].__context__))


def both():
    try:
        raise ExceptionGroup("group", [TypeError(1), ValueError(2)])
    except* TypeError:
        raise SyntaxError("first")
    except* ValueError:
        raise SyntaxError("second")


def one():
    try:
        raise ExceptionGroup("group", [TypeError(1), ValueError(2)])
    except* (TypeError, ValueError):
        raise SyntaxError("only")


def rest():
    try:
        raise ExceptionGroup("group", [TypeError(1), ValueError(2)])
    except* TypeError:
        raise SyntaxError("new")


def naked():
    try:
        raise TypeError(1)
    except* TypeError:
        raise SyntaxError("new")


def again():
    try:
        raise ExceptionGroup("group", [TypeError(1), ValueError(2)])
    except* TypeError:
        raise


for function in (both, one, rest, naked, again):
    catch(function)


def in_handler():
    try:
        1 / 0
    except Exception as error:
        1 / 0
        pass


class Manager:
    def __enter__(self):
        return self

    def __exit__(self, *details):
        return False


def in_with():
    with Manager():
        1 / 0
        pass


for function in (in_handler, in_with):
    try:
        function()
    except ZeroDivisionError as error:
        frame = error.__traceback__.tb_next.tb_frame
        print(frame.f_lineno - function.__code__.co_firstlineno)

error = ImportError("text", name="name")
error.__init__()
print(error.msg, error.name)
