import signal
import sys

print("before")
sys.stdout.flush()


def function():
    signal.raise_signal(signal.SIGUSR1)


def handler(number, frame):
    raise RuntimeError("from handler")


signal.signal(signal.SIGUSR1, handler)
try:
    function()
except RuntimeError as error:
    print(error)
sys.exit("stopped")
