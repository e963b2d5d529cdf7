# The modules that exist to try frozen modules out, and the import system's own.
import _imp
import importlib.util
import sys

import __hello__
import __phello__.spam

print(__hello__.__spec__, __hello__.__spec__.loader_state.origname)
print(__phello__.__spec__.loader, __phello__.__spec__.origin, len(__phello__.__path__))
print([_imp.is_frozen(name) for name in ("__hello__", "__phello__.ham", "_frozen_importlib", "no_such_module")])
print(_imp.is_frozen_package("__phello__"), _imp.is_frozen_package("__hello__"))
print(_imp.find_frozen("__phello_alias__"), _imp.find_frozen("no_such_module"))
print(_imp.get_frozen_object("__hello__").co_filename)
for arguments in [("no_such_module",), ("__hello__", b""), ("__hello__", 3), (1,)]:
    try:
        _imp.get_frozen_object(*arguments)
    except (ImportError, TypeError) as error:
        print(type(error).__name__, error)
print(sys.modules["_frozen_importlib"].__spec__)
print(sys.modules["_frozen_importlib_external"].__spec__.origin)
_imp._override_frozen_modules_for_tests(-1)
print(_imp.find_frozen("__hello__"), _imp.is_frozen("_frozen_importlib"))
_imp._override_frozen_modules_for_tests(0)
print(importlib.util.MAGIC_NUMBER[2:])
