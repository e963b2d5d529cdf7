import importlib
import warnings

warnings.simplefilter("ignore")
for name in """
netrc nntplib ntpath nturl2path numbers opcode operator optparse os os.path pathlib pdb pickle pickletools
pipes pkgutil platform plistlib poplib posix posixpath pprint profile pstats pty pwd py_compile pyclbr pydoc
pyexpat
""".split():
    try:
        print(name, importlib.import_module(name).__name__ != "")
    except Exception as error:
        print(name, type(error).__name__, error)
