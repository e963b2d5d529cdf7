"""Logging: records that are dropped, formatted and filtered.

Exercises the `logging` module: levels, lazy formatting, handlers, a tree of
loggers, and tracebacks.
"""
import io
import logging
import sys

SCALE = 34
QUICK = 6
EXPECTED = (
    [1000, 1000, 520, 20],
    "INFO:bench:run: number 0 of many",
    "WARNING:bench.child:run: 0 and 'text'",
    "ZeroDivisionError: division by zero",
)


class OnlyEven(logging.Filter):
    def filter(self, record):
        return record.args[0] % 2 == 0


def make_loggers(stream):
    handler = logging.StreamHandler(stream)
    handler.setFormatter(logging.Formatter("%(levelname)s:%(name)s:%(funcName)s: %(message)s"))
    parent = logging.getLogger("bench")
    parent.handlers[:] = [handler]
    parent.propagate = False
    parent.setLevel(logging.INFO)
    child = logging.getLogger("bench.child")
    filtered = logging.getLogger("bench.filtered")
    filtered.filters[:] = [OnlyEven()]
    return parent, child, filtered


def run():
    stream = io.StringIO()
    parent, child, filtered = make_loggers(stream)
    for number in range(2000):
        child.debug("dropped %d %s", number, child)
    for number in range(1000):
        parent.info("number %d of %s", number, "many")
        child.warning("%(a)d and %(b)r", {"a": number, "b": "text"})
        filtered.error("seen %d", number)
    for number in range(20):
        try:
            number / 0
        except ZeroDivisionError:
            child.exception("failed for %d", number)
    lines = stream.getvalue().splitlines()
    kinds = [sum(line.startswith(kind) for line in lines) for kind in ("INFO", "WARN", "ERR", "Zero")]
    return kinds, lines[0], lines[1], lines[-1]


if __name__ == "__main__":
    argument = sys.argv[1] if len(sys.argv) > 1 else SCALE
    for _ in range(QUICK if argument == "--quick" else int(argument)):
        answer = run()
        if answer != EXPECTED:
            sys.exit("logging_format: wrong answer %r, expected %r" % (answer, EXPECTED))
    print("logging_format ok", answer)
