import sys
import threading

threading.excepthook = lambda a: print("hook", a.exc_type.__name__, a.exc_value, a.thread.name)


def fail():
    raise ValueError("in thread")


t = threading.Thread(target=fail, name="failing")
t.start()
t.join()
condition = threading.Condition()
items = []


def consume():
    with condition:
        condition.wait_for(lambda: items)
        print("consumed", items.pop())


t = threading.Thread(target=consume)
t.start()
with condition:
    items.append(1)
    condition.notify_all()
t.join()
barrier = threading.Barrier(2, action=lambda: print("barrier"))
t = threading.Thread(target=barrier.wait)
t.start()
barrier.wait()
t.join()
timer = threading.Timer(0.001, lambda: print("timer"))
timer.start()
timer.join()
