import sys

events = []


def tracer(frame, event, argument):
    if frame.f_code.co_filename == __file__:
        events.append((event, frame.f_code.co_name, frame.f_lineno))
    return tracer


def function(n):
    total = 0
    for i in range(n):
        total += i
    return total


def failing():
    try:
        1 / 0
    except ZeroDivisionError:
        pass


sys.settrace(tracer)
function(2)
failing()
sys.settrace(None)
for event in events:
    print(*event)
