import sys
import traceback


def f(x):
    return g(x) + 1


def g(x):
    return x["key"]


try:
    f({})
except KeyError as error:
    for line in traceback.format_exception(error):
        print(line.replace(__file__, "FILE"), end="")
    print(traceback.format_exception_only(error))
    print([(s.name, s.lineno, s.line) for s in traceback.extract_tb(error.__traceback__)])
    traceback.print_exc(limit=1, file=sys.stderr)
print(traceback.format_exc())
