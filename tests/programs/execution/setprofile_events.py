import gc
import sys

events = []


def profiler(frame, event, argument):
    name = argument.__name__ if event.startswith("c_") else frame.f_code.co_name
    events.append((event, name))


def function():
    return len([1])


gc.collect()  # what was imported leaves callbacks behind, which may run late
sys.setprofile(profiler)
function()
sys.setprofile(None)
print(events)
