# Many threads that compute, wait for locks, and hand items to each other.
import queue
import sys
import threading


def work(count, out):
    total = 0
    for i in range(count):
        total += i
    out.append(total)


sys.setswitchinterval(0.0005)
out = []
threads = [threading.Thread(target=work, args=(20000, out)) for _ in range(6)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(out == [199990000] * 6, threading.active_count())

lock = threading.Lock()
count = 0


def increment():
    global count
    for _ in range(500):
        with lock:
            before = count
            count = before + 1


threads = [threading.Thread(target=increment) for _ in range(8)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(count)


def produce(target):
    for i in range(300):
        target.put(i)
    target.put(None)


for kind in (queue.Queue, queue.SimpleQueue):
    q = kind()
    got = []
    threading.Thread(target=produce, args=(q,)).start()
    while (item := q.get()) is not None:
        got.append(item)
    print(kind.__name__, got == list(range(300)), q.empty())
    try:
        q.get(timeout=0.01)
    except queue.Empty:
        print("empty")

lock = threading.Lock()
print(lock.acquire(), lock.acquire(timeout=0.01), lock.acquire(False), lock.locked())
again = threading.RLock()
with again:
    print(again.acquire(), again._is_owned())
for bad in ((False, 1), (True, -2), (True, 1e300)):
    try:
        lock.acquire(*bad)
    except (ValueError, OverflowError) as error:
        print(type(error).__name__)
event = threading.Event()
threading.Timer(0.01, event.set).start()
print(event.wait(10))
