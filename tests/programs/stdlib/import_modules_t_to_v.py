import importlib
import warnings

warnings.simplefilter("ignore")
for name in """
tabnanny tarfile telnetlib tempfile termios textwrap threading time timeit token tokenize tomllib trace
traceback tracemalloc tty types typing unicodedata unittest unittest.mock urllib urllib.error urllib.request
uu uuid venv
""".split():
    try:
        print(name, importlib.import_module(name).__name__ != "")
    except Exception as error:
        print(name, type(error).__name__, error)
