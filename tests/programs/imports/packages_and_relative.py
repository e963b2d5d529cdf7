import os
import sys

sys.path.insert(0, "")
os.makedirs("package/sub")
files = {
    "package/__init__.py": "print('init', __name__)\nfrom . import first\nfrom .first import value\n__all__ = ['first', 'value']\n",
    "package/first.py": "print('first', __name__, __package__)\nvalue = 1\n",
    "package/second.py": "from . import first as f\nfrom .sub.deep import name\ndef g(): return f.value, name\n",
    "package/sub/__init__.py": "",
    "package/sub/deep.py": "from ..first import value\nname = __name__\n",
}
for name, text in files.items():
    with open(name, "w") as stream:
        stream.write(text)
import package.second

print(package.value, package.second.g(), package.sub.deep.value, hasattr(package, "__path__"), sorted(n for n in sys.modules if n.startswith("package")))
from package import *

print(first.value, value, "second" in globals())
for text in ("from . import x", "from .x import y", "import package.missing", "from package import missing", "from package.first import missing", "import package.first.deeper"):
    try:
        exec(text, {"__name__": "__main__", "__package__": None, "__spec__": None})
    except ImportError as error:
        print(text, type(error).__name__, str(error).split(" (")[0])
