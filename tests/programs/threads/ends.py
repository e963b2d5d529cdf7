# What happens when threads end: locals go, exceptions are reported, joins return, daemons do not keep the program.
import _thread
import gc
import sys
import threading
import time
import weakref


class Thing:
    pass


local = threading.local()
local.value = 1
seen = []


def use_local():
    seen.append(hasattr(local, "value"))
    local.value = Thing()
    seen.append(weakref.ref(local.value))


thread = threading.Thread(target=use_local)
thread.start()
thread.join()
gc.collect()
print(seen[0], seen[1]() is None, local.value)


class Initialized(threading.local):
    def __init__(self, start):
        self.start = start


shared = Initialized(5)
shared.start = 6
results = []
thread = threading.Thread(target=lambda: results.append(shared.start))
thread.start()
thread.join()
print(results, shared.start)

reports = []
threading.excepthook = lambda args: reports.append((args.exc_type.__name__, str(args.exc_value), args.thread.name))
thread = threading.Thread(target=lambda: 1 / 0, name="divider")
thread.start()
thread.join()
print(reports)
sys.unraisablehook = lambda args: reports.append((args.exc_type.__name__, args.err_msg))
done = threading.Event()


def fail():
    try:
        raise KeyError("x")
    finally:
        done.set()


_thread.start_new_thread(fail, ())
done.wait()
while len(reports) < 2:
    time.sleep(0.001)
print(reports[1])
thread = threading.Thread(target=_thread.exit)
thread.start()
thread.join()
print(thread.is_alive(), len(reports))
for arguments in ((3, ()), (print, 3), (print, (), 3)):
    try:
        _thread.start_new_thread(*arguments)
    except TypeError as error:
        print(error)
print(len(sys._current_frames()), threading.get_ident() in sys._current_frames())
threading.Thread(target=time.sleep, args=(1000,), daemon=True).start()
print("end")
