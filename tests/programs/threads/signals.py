# Signals reach the main thread in whatever it is waiting for.
import os
import signal
import threading
import time


def handler(number, frame):
    print("got", signal.Signals(number).name, frame is not None)


print(signal.signal(signal.SIGUSR1, handler) == signal.SIG_DFL)
os.kill(os.getpid(), signal.SIGUSR1)
signal.raise_signal(signal.SIGUSR1)


def alarm(number, frame):
    raise TimeoutError("alarm")


def wait_for_lock():
    lock = threading.Lock()
    lock.acquire()
    lock.acquire()


def read_pipe():
    ends = os.pipe()
    os.read(ends[0], 1)


def loop():
    while True:
        pass


signal.signal(signal.SIGALRM, alarm)
for wait in (lambda: time.sleep(10), wait_for_lock, read_pipe, loop, lambda: threading.Event().wait(10)):
    signal.setitimer(signal.ITIMER_REAL, 0.03)
    try:
        wait()
    except TimeoutError as error:
        print(error)

signal.signal(signal.SIGALRM, lambda number, frame: print("tick"))
signal.setitimer(signal.ITIMER_REAL, 0.01)
begin = time.monotonic()
time.sleep(0.05)
print(time.monotonic() - begin >= 0.05)


def elsewhere():
    try:
        signal.signal(signal.SIGUSR2, handler)
    except ValueError as error:
        print(error)


thread = threading.Thread(target=elsewhere)
thread.start()
thread.join()
thread = threading.Thread(target=lambda: (time.sleep(0.03), os.kill(os.getpid(), signal.SIGINT)))
thread.start()
try:
    time.sleep(10)
except KeyboardInterrupt:
    print("interrupted")
thread.join()
