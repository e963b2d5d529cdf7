import sys


def hook(kind, value, traceback):
    names = []
    while traceback:
        names.append((traceback.tb_frame.f_code.co_name, traceback.tb_lineno))
        traceback = traceback.tb_next
    print("hook", kind.__name__, value, names)


sys.excepthook = hook


def f():
    g()


def g():
    raise ValueError("seen by hook")


f()
