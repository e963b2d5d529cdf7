import gc
import sys
import threading
import threads
from lines import show


class Referred:
    name = "referred"


show(threads.states())
for _ in range(100):
    pass
print(threads.pending_count())
show(threads.instances())
for _ in range(4):
    gc.collect()
print(threads.freed_count())
referred = Referred()
show(threads.references(referred, lambda proxy: print("dead")))
del referred
for _ in range(3):
    gc.collect()

calls, names = [], set()


def callback(thread, number):
    garbage = [[i] for i in range(20)]
    calls.append((thread, number, len(garbage)))
    names.add(threading.current_thread().name.split("-")[0])
    if number % 50 == 0:
        gc.collect()
    if number % 70 == 69:
        raise ValueError(number)


print(threads.forked(lambda: 20 + threading.active_count()))
print(threads.foreign_threads(callback, 8, 200))
print(len(calls), len(set(calls)), names)
worker = threading.Thread(target=lambda: print(threads.foreign_threads(callback, 2, 10)))
worker.start()
worker.join()
for _ in range(50):
    threads.foreign_threads(lambda *values: None, 20, 1)
local = threading.local()
seen = []


def use_local(thread, number):
    local.value = getattr(local, "value", 0) + 1
    seen.append(local.value)


print(threads.foreign_threads(use_local, 3, 5), sorted(seen))
