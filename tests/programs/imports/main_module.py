import sys

print(__name__, sys.modules["__main__"].__name__, __doc__, __spec__, __package__, "__file__" in globals(), type(__builtins__).__name__, __loader__ is not None)
import __main__

__main__.injected = 5
print(injected, vars(__main__) is globals())
