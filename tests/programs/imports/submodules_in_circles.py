# What a module that is being imported does not have yet; frames of the import system are hidden from `from` imports as well.
import os
import sys
import tempfile
import traceback

with tempfile.TemporaryDirectory() as folder:
    sys.path.insert(0, folder)
    os.mkdir(os.path.join(folder, "pack"))
    files = {
        "__init__.py": "",
        "parent.py": "import pack.child\n",
        "child.py": "import pack.parent\npack.parent\n",
        "broken.py": "1 / 0\n",
    }
    for name, text in files.items():
        with open(os.path.join(folder, "pack", name), "w") as file:
            file.write(text)
    try:
        import pack.parent
    except AttributeError as error:
        print(error)
    try:
        from pack import broken
    except ZeroDivisionError as error:
        print([os.path.basename(frame.filename) for frame in traceback.extract_tb(error.__traceback__)])
try:
    __import__("x", {"__name__": "main", "__package__": "gone"}, None, [], 1)
except ImportError as error:
    print(error)
