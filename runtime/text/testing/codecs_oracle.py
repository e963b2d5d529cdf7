"""Compares the codecs and repr() with this Python's. Usage: codecs_oracle.py DRIVER"""

import codecs
import os
import random
import sys
import warnings

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "numbers", "testing"))
import oracle

warnings.simplefilter("ignore")
rnd = random.Random(311)
events = []


def question(error):
    events.append("%d-%d-%s;" % (error.start, error.end, error.reason))
    return "?", error.end


codecs.register_error("question", question)
TABLE = "".join(chr(i if i < 128 else 0xFFFE if i % 3 == 0 else i if i % 3 == 1 else 0x400 + i) for i in range(256))
ENCODING = codecs.charmap_build(TABLE)
CODECS = ["utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be", "utf-7", "ascii", "latin-1", "charmap", "unicode_escape", "raw_unicode_escape"]


def enc(text):
    return ",".join("%x" % ord(c) for c in text) or "-"


def attempt(function):
    events.clear()
    try:
        return function()
    except UnicodeError as error:
        return "error %d-%d-%s;" % (error.start, error.end, error.reason)


def decode(codec, data, errors, final):
    if codec == "charmap":
        text, used = codecs.charmap_decode(data, errors, TABLE)
    elif codec in ("ascii", "latin-1"):
        text, used = getattr(codecs, codec.replace("-", "_") + "_decode")(data, errors)
    else:
        text, used = getattr(codecs, codec.replace("-", "_") + "_decode")(data, errors, final)
    return enc(text) + " %d " % used + "".join(events)


def encode(codec, text, errors):
    if codec == "charmap":
        data = codecs.charmap_encode(text, errors, ENCODING)[0]
    else:
        data = getattr(codecs, codec.replace("-", "_") + "_encode")(text, errors)[0]
    return (data.hex() or "-") + " " + "".join(events)


def cases():
    pieces = {
        "utf-8": [b"a", b"abcdefgh", b"\xc3\xa9", b"\xe2\x82\xac", b"\xf0\x9f\x98\x80", b"\xed\xa0\x80", b"\xc0", b"\x80", b"\xe2", b"\xe2\x82", b"\xf4\x90", b"\xf0\x80", b"\xff", b"\xe0\x80", b"\xf1\x80\x80"],
        "utf-7": [b"a", b"-", b"+", b"+-", b"AGE", b"A", b"+AGEAYQ-", b"2ADcAA", b"\xff", b"~", b"2AA", b"!", b"3AA"],
        "unicode_escape": [b"a", b"\\", b"x41", b"x", b"u20ac", b"u", b"U0001f600", b"U00110000", b"N{DIGIT ONE}", b"N{", b"}", b"N", b"777", b"8", b"n", b"\n", b"\xe9", b"4"],
        "raw_unicode_escape": [b"a", b"\\", b"x41", b"u20ac", b"u", b"U0001f600", b"U00110000", b"\xe9", b"4"],
    }
    other = [bytes([i]) for i in (0, 0x61, 0xd8, 0xdc, 0xff, 0x80, 0x10, 0x11, 0x01)] + [b"\0\xd8\0\xdc", b"\xd8\0\xdc\0", b"a\0\0\0", b"\0\0\0a", b"\0\xd8\0\0", b"\x81\x82\x83"]
    for codec in CODECS:
        for _ in range(9000):
            data = b"".join(rnd.choice(pieces.get(codec, other)) for _ in range(rnd.randrange(7)))
            handlers = ["strict", "question", "ignore", "replace", "backslashreplace", "surrogateescape"]
            if codec.startswith("utf") and codec != "utf-7":
                handlers.append("surrogatepass")
            handler = rnd.choice(handlers)
            final = True if codec in ("ascii", "latin-1", "charmap") or rnd.random() < 0.7 else False
            yield ("decode", codec, handler, data.hex(), "01"[final]), attempt(lambda: decode(codec, data, handler, final))
        letters = "ab\xe9\x81\x83\u20ac\u0481\U0001f600\ud800\udc00\udc80\udcff~\\+-\n\x00\x7f\ufffe\U000e0001"
        for _ in range(4000):
            text = "".join(rnd.choice(letters) for _ in range(rnd.randrange(8)))
            handlers = ["strict", "question", "ignore", "replace", "xmlcharrefreplace", "backslashreplace", "namereplace", "surrogateescape"]
            if codec.startswith("utf") and codec != "utf-7":
                handlers.append("surrogatepass")
            handler = rnd.choice(handlers)
            if handler == "surrogateescape" and codec[:6] in ("utf-16", "utf-32"):
                continue  # one byte is no unit there: CPython raises, the caller's check
            yield ("encode", codec, handler, enc(text)), attempt(lambda: encode(codec, text, handler))
    for _ in range(20000):
        text = "".join(rnd.choice("a'\"\\\t\n\r\x00\x1f\x7f\x80\xa0\xad\xe9\u0300\u20ac\u2028\U0001f600\U000e0001\ud800\uffff") for _ in range(rnd.randrange(6)))
        yield ("repr", "str", enc(text)), enc(repr(text))
        yield ("repr", "ascii", enc(text)), enc(ascii(text))
        data = text.encode("latin-1", "ignore")
        yield ("repr", "bytes", data.hex()), enc(repr(data))
        data = b"".join(rnd.choice([b"a", b"\\", b"x4", b"x", b"1", b"777", b"n", b"\n", b"q", b"\xff", b"'"]) for _ in range(rnd.randrange(6)))
        try:
            expected = codecs.escape_decode(data)[0].hex() or "-"
        except ValueError as error:
            expected = str(error)
        yield ("byte escape", data.hex()), expected


sys.exit(oracle.compare(sys.argv[1], cases(), 25))
