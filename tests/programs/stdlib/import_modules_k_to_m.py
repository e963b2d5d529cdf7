import importlib
import warnings

warnings.simplefilter("ignore")
for name in """
keyword linecache locale logging logging.config logging.handlers lzma mailbox mailcap marshal math mimetypes
mmap modulefinder multiprocessing multiprocessing.pool
""".split():
    try:
        print(name, importlib.import_module(name).__name__ != "")
    except Exception as error:
        print(name, type(error).__name__, error)
