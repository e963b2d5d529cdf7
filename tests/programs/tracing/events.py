# Events of trace and profile functions.
import sys


def trace(frame, event, argument):
    if frame.f_code.co_filename != __file__:
        return None
    shown = type(argument).__name__ if event == "return" else argument[0].__name__ if event == "exception" else ""
    print(frame.f_code.co_name, frame.f_lineno - frame.f_code.co_firstlineno, event, shown)
    return trace


def numbers():
    yield 1
    x = 2
    yield x


def example(n):
    for i in range(n):
        if i == 1:
            continue
        s = i
    try:
        1 / 0
    except ZeroDivisionError:
        pass
    for v in numbers():
        len([v])
    return [k for k in range(2)]


def failing():
    try:
        raise KeyError
    finally:
        example(0)


class Manager:
    def __enter__(self):
        return self

    def __exit__(self, *args):
        return True


def managed():
    with Manager():
        failing()
    return (lambda: 5)()


sys.settrace(trace)
example(2)
managed()


class Body:
    x = 1


sys.settrace(None)
print(sys.gettrace())


def profile(frame, event, argument):
    print(frame.f_code.co_name, event, argument.__name__ if event.startswith("c_") else "")


sys.setprofile(profile)
example(2)
[].append(1)
try:
    int.from_bytes()
except TypeError:
    pass
sys.setprofile(None)


def opcodes(frame, event, argument):
    frame.f_trace_lines = False
    frame.f_trace_opcodes = True
    events.add(event)
    return opcodes


events = set()
sys.settrace(opcodes)
example(1)
sys.settrace(None)
print(sorted(events))


def jump(frame, event, argument):
    if event == "line" and frame.f_code is jumping.__code__:
        line = frame.f_lineno - frame.f_code.co_firstlineno
        for target in plan.pop(line, ()):
            try:
                frame.f_lineno = frame.f_code.co_firstlineno + target
            except ValueError as error:
                print(str(error).replace(str(frame.f_code.co_firstlineno + target), "N"))
    return jump


def jumping():
    print("a")
    print("b")
    for i in range(2):
        print("c", i)
    try:
        print("d")
    except ValueError:
        print("e")
    print("f")


for plan in ({1: [9]}, {2: [4]}, {4: [9]}, {6: [8]}, {1: [-5]}, {1: [50]}, {9: [1]}):
    sys.settrace(jump)
    jumping()
    sys.settrace(None)
    print("--")


def broken(frame, event, argument):
    raise RuntimeError("no")


sys.settrace(broken)
try:
    example(1)
except RuntimeError as error:
    print(error, sys.gettrace())
