import sys


def hook(kind, value, traceback):
    raise RuntimeError("hook failed")


sys.excepthook = hook
raise ValueError("original")
