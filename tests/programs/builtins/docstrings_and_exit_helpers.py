def function():
    "doc " "joined"


def not_doc():
    f"not a doc"


class C:
    """Class doc
    second line"""

    def m(self):
        '''m doc'''


print(function.__doc__, not_doc.__doc__, repr(C.__doc__), C.m.__doc__, C().m.__doc__, isinstance([].__doc__, str))
import inspect

print(inspect.getdoc(C), inspect.cleandoc("  a\n    b\n  c"))
try:
    exit(4)
except SystemExit as error:
    print(repr(error))
try:
    quit()
except SystemExit as error:
    print(repr(error))
