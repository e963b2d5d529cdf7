"""Compares the format mini-languages with this Python's. Usage: format_oracle.py DRIVER"""

import _string
import os
import random
import struct
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "numbers", "testing"))
import oracle

rnd = random.Random(311)
INF = float("inf")
NAN = float("nan")


def dbl(d):
    return "%016x" % struct.unpack("<Q", struct.pack("<d", d))[0]


def enc(text):
    return ",".join("%x" % ord(c) for c in text) or "-"


def attempt(function, show=enc):
    try:
        return show(function())
    except (ValueError, OverflowError) as error:
        return type(error).__name__ + " " + enc(str(error))


def spec():
    s = rnd.choice(["", "", "", "*<", "<", ">", "^", "=", "x^", "\u20ac>", "0=", "0<", "*="])
    s += rnd.choice(["", "", "", "+", "-", " "]) + rnd.choice(["", "", "", "z"]) + rnd.choice(["", "", "", "#"]) + rnd.choice(["", "", "0"])
    s += rnd.choice(["", "", str(rnd.randrange(40)), "99999999999999999999"] if rnd.random() < 0.1 else ["", str(rnd.randrange(40))])
    s += rnd.choice(["", "", "", ",", "_"] + ([",_", "_,", ",,", "__"] if rnd.random() < 0.1 else []))
    s += rnd.choice(["", "", "", ".%d" % rnd.randrange(12)] + ([".", ".99999999999999999999", ".3000000000"] if rnd.random() < 0.1 else []))
    s += rnd.choice(["", "d", "b", "c", "n", "x", "X", "o", "e", "f", "g", "%", "G", "E", "F", "s"] + (["q", "\xe9", "\x01", "xy", "\u20ac"] if rnd.random() < 0.2 else []))
    return s


def number():
    return rnd.choice([0.0, -0.0, 1.0, -1.5, 1234567.891, -0.001, 1e-7, 1e22, 123456789012345678.0, INF, -INF, NAN, rnd.uniform(-1e6, 1e6), rnd.uniform(-1, 1), 10.0 ** rnd.randrange(-10, 20)])


def cases():
    for _ in range(120000):
        s = spec()
        big = "3000000000" in s
        i = rnd.choice([0, 1, -1, 5, 65, 0x20ac, 0x1f600, 1234567, -1234567, 10**20, -10**25, rnd.randrange(-10**6, 10**6), 10**400, 0x110000])
        yield ("int", "%x" % i, enc(s)), attempt(lambda: format(i, s))
        x, y = number(), number()
        yield ("float", dbl(x), enc(s)), attempt(lambda: format(x, s))
        yield ("complex", dbl(x), enc(s), dbl(y)), attempt(lambda: format(complex(x, y), s))
        t = rnd.choice(["", "abc", "h\xe9llo", "\u20ac\U0001f600 text"])
        if s:
            yield ("str", enc(t), enc(s)), attempt(lambda: format(t, s))
    yield ("int", "%x" % 10**5000, enc("d")), attempt(lambda: format(10**5000, "d"))
    for _ in range(60000):
        s = "%" + "".join(rnd.choice("#0- +") for _ in range(rnd.randrange(4))) + rnd.choice(["", "5", "12", "99999999999999999999999"] if rnd.random() < 0.05 else ["", "3", "17"]) + rnd.choice(
            ["", "", ".", ".3", ".10", ".%d" % rnd.randrange(30), ".99999999999999" if rnd.random() < 0.05 else ""]) + rnd.choice(["", "", "l", "h", "L"])
        c = rnd.choice("diuoxXsq\xe9\x01h")
        i = rnd.choice([0, 1, -1, 255, -255, rnd.randrange(-10**12, 10**12), 10**40])
        if c in "diuoxXq\xe9\x01h":
            yield ("percent", "%x" % i, enc(s + c)), attempt(lambda: (s + c) % i)
        c = rnd.choice("eEfFgG")
        x = number()
        yield ("percent", dbl(x), enc(s + c + "<")), attempt(lambda: (s + c + "<") % x)
        yield ("percent", "hello", enc(s + "s")), attempt(lambda: (s + "s") % "hello")
    for text in ["%(a", "%(a(b)", "%", "%-", "%5", "%.", "%5.3", "%l", "a%"]:
        yield ("percent", "0", enc(text)), attempt(lambda: text % {"a": 1})
    tokens = ["{", "}", "{{", "}}", "a", "0", ".b", "[c]", "!r", "!", ":", "*<5", "{}", " ", "\u20ac", "]", "["]

    def pieces(text):
        out = ""
        for literal, name, fspec, conversion in _string.formatter_parser(text):
            out += enc(literal)
            if name is not None:
                out += "|" + enc(name) + "|" + enc(fspec) + "|" + str(ord(conversion) if conversion else 0)
            out += ";"
        return out

    def show(value):
        return str(value) if isinstance(value, int) else enc(value)

    def name(text):
        first, rest = _string.formatter_field_name_split(text)
        return show(first) + "".join((";." if attribute else ";[") + show(part) for attribute, part in rest)

    def plain(function):
        try:
            return function()
        except ValueError as error:
            return "ValueError " + str(error)

    for _ in range(60000):
        text = "".join(rnd.choice(tokens) for _ in range(rnd.randrange(1, 9)))
        yield ("pieces", enc(text)), plain(lambda: pieces(text))
        text = "".join(rnd.choice(["a", "0", "12", ".", "[", "]", "b", "99999999999999999999"]) for _ in range(rnd.randrange(8)))
        yield ("name", enc(text)), plain(lambda: name(text))


sys.exit(oracle.compare(sys.argv[1], cases()))
