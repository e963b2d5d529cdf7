"""Compares runtime/numbers/float_text.h with this Python's float and complex. Usage: float_oracle.py DRIVER"""

import os
import random
import struct
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import oracle

sys.set_int_max_str_digits(0)
rnd = random.Random(311)
INF = float("inf")
NAN = float("nan")


def dbl(d):
    return "%016x" % struct.unpack("<Q", struct.pack("<d", d))[0]


def undbl(bits):
    return struct.unpack("<d", struct.pack("<Q", bits))[0]


def number():
    kind = rnd.random()
    if kind < 0.3:
        return undbl(rnd.getrandbits(64))
    if kind < 0.6:
        return float(rnd.randrange(-10**rnd.randrange(1, 20), 10**rnd.randrange(1, 20))) / 10 ** rnd.randrange(0, 8)
    if kind < 0.7:
        return rnd.randrange(-2000, 2000) / 8
    if kind < 0.8:
        return 10.0 ** rnd.randrange(-20, 25) * rnd.choice([1, -1, 9.999999, 0.99999999999])
    if kind < 0.9:
        return rnd.choice([INF, -INF, NAN, -NAN, 0.0, -0.0, 1e16, 9999999999999998.0, 1e15, 1e-4, 1e-5, 5e-324, 2.2250738585072014e-308, 1.7976931348623157e308, 0.5, 1.5, 2.5, 25.0, 15.0, 5.0])
    return undbl(rnd.getrandbits(52))


def attempt(function, show, invalid="status 1"):
    try:
        return show(function())
    except OverflowError:
        return "status 2"
    except ValueError as error:
        return "status 3" if "cannot convert NaN" in str(error) else invalid


def cplx(c):
    return dbl(c.real) + " " + dbl(c.imag)


def cases():
    for _ in range(30000):
        x = number()
        d = dbl(x)
        yield ("repr", d), repr(x)
        yield ("hex", d), x.hex()
        if x == x:
            yield ("hash", d), str(hash(x))
        yield ("ratio", d), attempt(lambda: x.as_integer_ratio(), lambda r: "%d/%d" % r)
        code = rnd.choice("eEfFgGn%")
        precision = rnd.choice([0, 1, 2, 3, 5, 6, 10, 15, 16, 17, 20, 40, rnd.randrange(400)])
        if rnd.random() < 0.003:
            precision = 3000
        flag = rnd.choice(["", "#"])
        yield ("format", d, code, str(precision), flag), format(x, "%s.%d%s" % (flag, precision, code))
        yield ("format", d, "none", str(precision), flag), format(x, "%s.%d" % (flag, precision))
        yield ("format", d, "r", "0", "#"), format(x, "#")
        if abs(x) < INF:
            n = rnd.randrange(-25, 25) if rnd.random() < 0.8 else rnd.choice([-308, -309, -310, 308, 323, 324, 400, rnd.randrange(-310, 330)])
            yield ("round", d, str(n)), attempt(lambda: round(x, n), dbl)
        yield ("parse", repr(x)), dbl(x) if x == x else dbl(NAN)
        yield ("fromhex", x.hex()), dbl(x) if x == x else dbl(NAN)
        y = number()
        yield ("complexrepr", d, dbl(y)), repr(complex(x, y))
        if x == x and y == y:
            yield ("complexhash", d, dbl(y)), str(hash(complex(x, y)))
    for alphabet in ["0123456789_.eE+-", "01_.e+-", "infatyINFATY+-"]:
        for _ in range(20000):
            text = "".join(rnd.choice(alphabet) for _ in range(rnd.randrange(1, 9)))
            yield ("parse", text), attempt(lambda: float(text), dbl, "invalid")
    for text in ["1e400", "1e-400", "0e999999999999999999999", "1e99999999999999999999", "1e-99999999999999999999", "0." + "0" * 400 + "1", "1" + "0" * 400,
                 "1" + "0" * 400 + "e-400", "0." + "0" * 500 + "1e501", "0.0_0", "1_0e1_0", "1_e1", "1e_1", "._1", "infinit", "nan1", "1" * 5000, "2.4703282292062327e-324", "2.4703282292062328e-324", "1.7976931348623159e308"]:
        for sign in ["", "-", "+"]:
            yield ("parse", sign + text), attempt(lambda: float(sign + text), dbl, "invalid")
    for _ in range(20000):
        text = "".join(rnd.choice("01.eE+-jJ_ ()ni") for _ in range(rnd.randrange(1, 10)))
        yield ("complex", text), attempt(lambda: complex(text), cplx, "invalid")
    for text in ["(1+2j)", " ( 1+2j ) ", "1e5-j", "infj", "nan+infj", "inf-nanj", "1+j", "-j", "+j", "j", "1_0+1_0j", "1 +2j", "1j2", "(1", "1)", "()", "1++j", "1--1j", "1-+1j", "1+infinityj"]:
        yield ("complex", text), attempt(lambda: complex(text), cplx, "invalid")
    for _ in range(40000):
        text = rnd.choice(["", "-", "+"]) + rnd.choice(["", "0x", "0X"]) + "".join(rnd.choice("0123456789abcdefABF.") for _ in range(rnd.randrange(24))) + rnd.choice(
            ["", "p%d" % rnd.randrange(-1100, 1100), "P+%d" % rnd.randrange(1100), "p", "p-1074", "p99999999999999999999999", "p-99999999999999999999999"])
        yield ("fromhex", text), attempt(lambda: float.fromhex(text), dbl)


sys.exit(oracle.compare(sys.argv[1], cases()))
