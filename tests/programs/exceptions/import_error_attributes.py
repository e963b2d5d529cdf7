try:
    import no_such_module_here
except ModuleNotFoundError as error:
    print(error, error.name, error.path, repr(error))
try:
    import os.nothing
except ModuleNotFoundError as error:
    print(error, error.name)
try:
    from math import nothing
except ImportError as error:
    print(error.name, str(error).split(" (")[0])
try:
    ImportError(1, bad=2)
except TypeError as error:
    print(error)
