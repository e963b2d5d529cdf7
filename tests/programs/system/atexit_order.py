import atexit
import sys

atexit.register(print, "first registered")
atexit.register(print, "second registered", sep="")


@atexit.register
def function():
    print("decorated")


def removed():
    print("never")


atexit.register(removed)
atexit.unregister(removed)
try:
    atexit.register(5)
except TypeError as error:
    print(error)
print("main done")
sys.exit(0)
