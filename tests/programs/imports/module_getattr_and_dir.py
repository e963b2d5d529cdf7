import sys

sys.path.insert(0, "")
with open("lazy_module.py", "w") as stream:
    stream.write("def __getattr__(name):\n    if name.startswith('lazy'):\n        return f'made {name}'\n    raise AttributeError(f'no {name} here')\ndef __dir__():\n    return ['lazy_a']\n")
import lazy_module
from lazy_module import lazy_b

print(lazy_module.lazy_x, lazy_b, dir(lazy_module), getattr(lazy_module, "other", "default"))
try:
    lazy_module.other
except AttributeError as error:
    print(error)
try:
    from lazy_module import zzz
except ImportError as error:
    print(str(error).split(" (")[0])
