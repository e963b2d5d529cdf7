import sys

try:
    sys.exit("fatal: message")
except SystemExit as error:
    print(repr(error.code), error.args)
    raise
