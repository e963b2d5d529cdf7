# importlib.util.LazyLoader gives a module another class, and back.
import importlib.util
import sys
import types


def lazy(name):
    spec = importlib.util.find_spec(name)
    spec.loader = importlib.util.LazyLoader(spec.loader)
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


module = lazy("colorsys")
print(type(module).__name__)
print(module.rgb_to_hls(1, 0, 0))
print(type(module).__name__)


class Counting(types.ModuleType):
    def __getattr__(self, name):
        return name.upper()


plain = types.ModuleType("plain")
plain.known = 1
plain.__class__ = Counting
print(plain.known, plain.other, sorted(key for key in Counting.__dict__ if key != "__getattr__"))
