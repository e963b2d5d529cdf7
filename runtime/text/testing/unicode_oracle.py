"""Compares the Unicode database with this Python's, for every code point. Usage: unicode_oracle.py DRIVER"""

import os
import random
import sys
import unicodedata

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "numbers", "testing"))
import oracle

rnd = random.Random(311)
FORMS = ["NFD", "NFKD", "NFC", "NFKC"]


def enc(text):
    return ",".join("%x" % ord(c) for c in text) or "-"


def properties(c):
    flags = [c.isalpha(), c.islower(), c.isupper(), c.istitle() and not c.isupper(), c.isspace(), len(("a" + c + "a").splitlines()) > 1, c.isprintable(), c.isidentifier(), ("a" + c).isidentifier(),
             c.isdecimal(), c.isdigit(), c.isnumeric(), c.isalnum()]
    return "".join("01"[f] for f in flags) + " " + " ".join(map(enc, (c.lower(), c.upper(), c.title(), c.casefold())))


def database(u, c):
    numeric = u.numeric(c, None)
    return " ".join([u.category(c), u.bidirectional(c), u.east_asian_width(c), str(u.combining(c)), str(u.mirrored(c)), str(u.decimal(c, -1)), str(u.digit(c, -1)),
                     "-" if numeric is None else "%.17g" % numeric, enc(u.decomposition(c)), u.name(c, "")])


def lookup(u, name):
    try:
        return enc(u.lookup(name))
    except KeyError:
        return "-"


def cases():
    old = unicodedata.ucd_3_2_0
    interesting = []
    for point in range(0x110000):
        c = chr(point)
        yield ("p", "%x" % point), properties(c)
        yield ("d", "%x" % point, "14"), database(unicodedata, c)
        yield ("d", "%x" % point, "3.2"), database(old, c)
        name = unicodedata.name(c, None)
        if name and (point % 5 == 0 or point < 0x3000):
            for n in (name, name.lower(), name + "X", name[:-1]):
                yield ("lookup", n, "14"), lookup(unicodedata, n)
            yield ("lookup", name, "3.2"), lookup(old, name)
        if unicodedata.decomposition(c) or unicodedata.combining(c):
            interesting.append(c)
            for number, form in enumerate(FORMS):
                for u, version in ((unicodedata, "14"), (old, "3.2")):
                    yield ("n", enc(c), str(number), version), enc(u.normalize(form, c)) + " %d" % u.is_normalized(form, c)
    for name in ["LF", "ALERT", "BELL", "bell", "LATIN SMALL LETTER R WITH TILDE", "latin small letter r with tilde", "TANGUT IDEOGRAPH-17000", "CJK UNIFIED IDEOGRAPH-04E00", "CJK UNIFIED IDEOGRAPH-",
                 "HANGUL SYLLABLE ", "HANGUL SYLLABLE G", "KEYCAP DIGIT ONE", "NULL", "line feed", "LATIN CAPITAL LETTER GHA", "", " ", "HANGUL SYLLABLE A", "VS1", "VARIATION SELECTOR-1", "BOM"]:
        yield ("lookup", name, "14"), lookup(unicodedata, name)
        yield ("lookup", name, "3.2"), lookup(old, name)
    for _ in range(30000):
        text = "".join(rnd.choice(interesting + ["a", "\u1100", "\u1161", "\u11a8", "\uac00"]) if rnd.random() < 0.9 else chr(rnd.choice([0x41, 0x1100, 0x1161, 0x11a7, 0x11a8, 0xac00, 0xac1c, 0x300])) for _ in range(rnd.randrange(1, 6)))
        number = rnd.randrange(4)
        yield ("n", enc(text), str(number), "14"), enc(unicodedata.normalize(FORMS[number], text)) + " %d" % unicodedata.is_normalized(FORMS[number], text)
        yield ("n", enc(text), str(number), "3.2"), enc(old.normalize(FORMS[number], text)) + " %d" % old.is_normalized(FORMS[number], text)
    letters = "aA\u03a3\u03c3\u03c2. '\u0301\xdf\u0130\u01c5\ufb03\u1f80\u10d0\u13a0\uab70\u0345\xad1"
    for _ in range(30000):
        text = "".join(rnd.choice(letters) for _ in range(rnd.randrange(8)))
        for number, method in enumerate(["lower", "upper", "title", "swapcase", "capitalize", "casefold"]):
            yield ("case", enc(text), str(number)), enc(getattr(text, method)())


sys.exit(oracle.compare(sys.argv[1], cases(), 25))
