import queue
import threading
from concurrent.futures import ThreadPoolExecutor

q = queue.Queue(maxsize=2)


def produce():
    for n in range(5):
        q.put(n)
    q.put(None)


threading.Thread(target=produce).start()
print(list(iter(q.get, None)), q.empty(), q.qsize())
for call in ("q.get_nowait()", "q.get(timeout=0.001)", "q.task_done() or [q.task_done() for _ in range(20)]"):
    try:
        eval(call)
    except Exception as error:
        print(type(error).__name__, error)
p = queue.PriorityQueue()
for n in (3, 1, 2):
    p.put(n)
l = queue.LifoQueue()
for n in "ab":
    l.put(n)
print([p.get() for _ in range(3)], l.get())
with ThreadPoolExecutor(2) as pool:
    print(list(pool.map(lambda x: x * x, range(5))), pool.submit(pow, 2, 10).result())
    future = pool.submit(int, "x")
    print(repr(future.exception()), future.done())
