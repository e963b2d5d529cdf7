import builtins

original_import = builtins.__import__
original_build = builtins.__build_class__


def logged_import(name, *args):
    print("import", name, args[2:] if len(args) > 2 else ())
    return original_import(name, *args)


builtins.__import__ = logged_import
import math
from os import path, sep
import os.path as p

builtins.__import__ = original_import
builtins.__build_class__ = lambda function, name, *bases, **kw: (print("building", name, bases), original_build(function, name, *bases, **kw))[1]


class Hooked(dict):
    x = 1


builtins.__build_class__ = original_build
print(Hooked.x, Hooked.__name__)
