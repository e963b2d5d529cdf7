# Lines that decorated functions and classes pass.
import sys

seen = []


def trace(frame, event, argument):
    if frame.f_code.co_filename != __file__:
        return None  # a callback of a weak reference, whenever it comes
    seen.append((event, frame.f_lineno - frame.f_code.co_firstlineno))
    return trace


def decorated():
    def plain(f):
        return f

    @plain
    @(lambda f: f)
    def function():
        pass

    @plain
    @plain
    class Class(
        object
    ):
        x = 1

    function()


sys.settrace(trace)
decorated()
sys.settrace(None)
print(seen)
