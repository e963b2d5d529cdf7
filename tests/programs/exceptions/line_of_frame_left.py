# The line of a frame that an exception has left: that of the end of a finally clause, or of the last except
# clause that did not fit; but of the place of the error where a with statement or a clause passes it on.


def lines(function):
    try:
        function()
    except Exception as error:
        traceback = error.__traceback__.tb_next
        found = []
        while traceback is not None:
            frame = traceback.tb_frame
            first = frame.f_code.co_firstlineno
            found.append((frame.f_lineno - first, traceback.tb_lineno - first))
            traceback = traceback.tb_next
        return found


def other_except():
    try:
        1 / 0
    except TypeError as error:
        pass
    except (KeyError,
            ValueError):
        pass


def with_finally():
    try:
        1 / 0
    finally:
        a = 1
        b = 2


def finally_with_if():
    try:
        1 / 0
    finally:
        if lines:
            a = 1
        else:
            b = 1


def nested():
    try:
        try:
            1 / 0
        except KeyError:
            pass
    finally:
        pass


def raised_in_finally():
    try:
        pass
    finally:
        1 / 0
        a = 1


class Manager:
    def __enter__(self):
        return self

    def __exit__(self, *args):
        return False


def in_with():
    with Manager():
        a = 1
        1 / 0


def two_frames():
    try:
        with_finally()
    finally:
        pass


for function in (other_except, with_finally, finally_with_if, nested, raised_in_finally, in_with,
                 two_frames):
    print(function.__name__, lines(function))
