import importlib
import warnings

warnings.simplefilter("ignore")
for name in """
base64 bdb binascii bisect builtins bz2
""".split():
    try:
        print(name, importlib.import_module(name).__name__ != "")
    except Exception as error:
        print(name, type(error).__name__, error)
