import importlib
import warnings

warnings.simplefilter("ignore")
for name in """
dataclasses datetime decimal difflib dis doctest email email.message encodings encodings.utf_8 enum errno
""".split():
    try:
        print(name, importlib.import_module(name).__name__ != "")
    except Exception as error:
        print(name, type(error).__name__, error)
