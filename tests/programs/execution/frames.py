import sys


def inner():
    frame = sys._getframe()
    print(frame.f_code.co_name, frame.f_back.f_code.co_name, frame.f_lineno, list(frame.f_locals), frame.f_back.f_locals["x"], frame.f_globals is globals(), frame.f_builtins["len"] is len)
    return frame


def outer():
    x = "outer x"
    return inner()


frame = outer()
print(frame.f_back.f_code.co_name, frame.f_code.co_name, sys._getframe().f_code.co_name)
try:
    sys._getframe(1000)
except ValueError as error:
    print(error)
frame.clear()
print(frame.f_locals)
