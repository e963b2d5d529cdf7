import threading

results, lock = [], threading.Lock()


def work(n):
    with lock:
        results.append(n)


threads = [threading.Thread(target=work, args=(n,), name=f"worker-{n}") for n in range(5)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(sorted(results), [t.name for t in threads], any(t.is_alive() for t in threads), threading.current_thread().name, threading.main_thread() is threading.current_thread())
event, local = threading.Event(), threading.local()
local.value = "main"


def other():
    print(hasattr(local, "value"))
    event.set()


t = threading.Thread(target=other)
t.start()
print(event.wait(10))
t.join()
print(local.value, lock.locked(), lock.acquire(blocking=False), lock.acquire(timeout=0.01), lock.release())
rlock = threading.RLock()
with rlock, rlock:
    print("reentrant")
for call in ("lock.release()", "rlock.release()", "threads[0].start()", "threading.Thread().join()", "threading.current_thread().join()", "threading.Semaphore(-1)"):
    try:
        eval(call)
    except (RuntimeError, ValueError) as error:
        print(call, error)
