class Quiet(Exception):
    pass


class Strange(Exception):
    def __str__(self):
        raise RuntimeError("no text")


try:
    raise Quiet
except Quiet:
    pass
import sys

sys.excepthook(Strange, Strange(), None)
raise Quiet
