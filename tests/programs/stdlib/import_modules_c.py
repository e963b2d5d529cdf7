import importlib
import warnings

warnings.simplefilter("ignore")
for name in """
cProfile calendar cgi cgitb chunk cmath cmd code codecs codeop collections collections.abc colorsys compileall
concurrent concurrent.futures configparser contextlib contextvars copy copyreg crypt csv ctypes
""".split():
    try:
        print(name, importlib.import_module(name).__name__ != "")
    except Exception as error:
        print(name, type(error).__name__, error)
