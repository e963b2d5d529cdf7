# The import system's own frames are not in the traceback of a failed import.
import os
import sys
import traceback


def names(error):
    return [frame.name for frame in traceback.extract_tb(error.__traceback__)]


try:
    import no_such_module
except ImportError as error:
    print(names(error), error)
path = os.path.join(os.getcwd(), f"fails_{os.getpid()}.py")
with open(path, "w") as file:
    file.write("def f():\n    return 1 / 0\nf()\n")
sys.path.insert(0, os.getcwd())
sys.dont_write_bytecode = True
try:
    __import__(f"fails_{os.getpid()}")
except ZeroDivisionError as error:
    print(names(error))
finally:
    os.remove(path)
