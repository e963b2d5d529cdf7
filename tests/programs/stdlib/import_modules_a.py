import importlib
import warnings

warnings.simplefilter("ignore")
for name in """
abc aifc argparse array ast asynchat asyncio asyncio.subprocess asyncore atexit audioop
""".split():
    try:
        print(name, importlib.import_module(name).__name__ != "")
    except Exception as error:
        print(name, type(error).__name__, error)
