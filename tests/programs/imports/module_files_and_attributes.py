import sys

sys.path.insert(0, "")
with open("sample_module.py", "w") as stream:
    stream.write('"""Sample."""\nprint("executing", __name__)\nvalue = 5\n_private = 1\ndef f():\n    return value\n')
import sample_module
import sample_module as again
from sample_module import f, value as renamed

print(sample_module is again, sample_module.value, f(), renamed, sample_module.__name__, sample_module.__doc__, sample_module.__spec__.name, sample_module.__package__ == "", sys.modules["sample_module"] is again, f.__module__)
sample_module.value = 6
print(f(), renamed)
for text in ("sample_module.nothing", "from sample_module import nothing", "import sample_module.sub"):
    try:
        exec(text)
    except (AttributeError, ImportError) as error:
        print(type(error).__name__, str(error).split(" (")[0])
