import codecs
import io
import signal
import sys
import warnings
import text_and_errors
from lines import show

sys.stderr = sys.stdout
show(text_and_errors.text("abcb€", {ord("b"): "B", ord("c"): None}))
info = codecs.CodecInfo(lambda text, errors="strict": (b"encoded", len(text)), None, name="mine")
error = UnicodeEncodeError("codec", "a€\U0001f600b", 1, 3, "why")
show(text_and_errors.encodings("a€", "né", {ord("a"): ord("x"), ord("s"): b"yy", ord("c"): 1, ord("i"): 2, 98: "bee", 99: None}, "".join(map(chr, range(256))),
                               io.BytesIO(b"in\xe9"), lambda name: info if name == "mine" else None, lambda error: ("?", error.end), error))
show(text_and_errors.unicode_errors(error, UnicodeTranslateError("a€b", 1, 2, "why")))
signal.signal(signal.SIGUSR1, lambda number, frame: print("handler", number))
warnings.simplefilter("always")
warnings.showwarning = lambda message, category, *rest: print("warning", category.__name__, message)
sys.unraisablehook = lambda details: print("unraisable", repr(details.exc_value), details.object)
show(text_and_errors.errors())
warnings.simplefilter("error")
