import io
import logging
import sys

stream = io.StringIO()
handler = logging.StreamHandler(stream)
handler.setFormatter(logging.Formatter("%(levelname)s:%(name)s:%(funcName)s:%(lineno)d:%(message)s"))
log = logging.getLogger("app.module")
log.addHandler(handler)
log.setLevel(logging.INFO)
log.propagate = False


def function():
    log.debug("hidden")
    log.info("value %d %s", 5, "x")
    log.warning("%(k)s", {"k": "mapping"})
    try:
        1 / 0
    except ZeroDivisionError:
        log.exception("failed")


function()
print(stream.getvalue().replace(__file__, "FILE"), log.isEnabledFor(logging.DEBUG), logging.getLevelName(30), log.parent.name, log)
logging.basicConfig(stream=sys.stdout, format="{levelname} {message}", style="{", level="DEBUG")
logging.getLogger("other").error("to root")
logging.getLogger("x").debug("debug")
try:
    logging.getLogger("x").setLevel("NOPE")
except ValueError as error:
    print(error)
