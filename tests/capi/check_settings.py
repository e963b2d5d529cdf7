import importlib.machinery
import io
import subprocess
import sys
import settings
from lines import show


class Path:
    def __fspath__(self):
        return "own path"


def caller():
    local_of_caller = 1
    return settings.code(lambda a, b, c="own", *, d=5: (a, b, c, d), io.StringIO())


if len(sys.argv) > 1:
    settings.end(int(sys.argv[1]))
sys.stderr = sys.stdout
show(settings.formats())
show(settings.sized_formats())
show(settings.modules(importlib.machinery.ModuleSpec("phased", None)))
old = sys.argv
show(settings.settings(Path()))
sys.argv = old
show(caller())
for which in range(4):
    result = subprocess.run([sys.executable, __file__, str(which)], capture_output=True, text=True)
    print(which, result.returncode, result.stdout.splitlines(), [line for line in result.stderr.splitlines() if line.startswith("Fatal")])
print(settings.early())
