"""Compares runtime/numbers/bigint.h with this Python's int. Usage: bigint_oracle.py DRIVER"""

import math
import operator
import os
import random
import struct
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import oracle

rnd = random.Random(311)
OK, ZERO, NEGSHIFT, NOTINV, OVERFLOW, NEGATIVE, INVALID, DIGITS, NOMEM = ("status %d" % i for i in range(9))


def number(limit=900):
    kind = rnd.random()
    bits = rnd.choice([1, 3, 30, 52, 53, 54, 61, 62, 63, 64, 65, 127, 128, 129, 192, 256, rnd.randrange(1, limit)])
    if kind < 0.6:
        n = rnd.getrandbits(bits)
    elif kind < 0.8:
        n = (1 << bits) + rnd.randrange(-2, 3)
    else:
        n = (rnd.getrandbits(20) << bits) + rnd.randrange(-2, 3)
    return -n if rnd.random() < 0.5 else n


def h(n):
    return "%x" % n


def dbl(d):
    return "%016x" % struct.unpack("<Q", struct.pack("<d", d))[0]


def digits(n, base):
    if n < 0:
        return "-" + digits(-n, base)
    out = []
    while True:
        n, d = divmod(n, base)
        out.append("0123456789abcdefghijklmnopqrstuvwxyz"[d])
        if not n:
            return "".join(reversed(out))


def attempt(function, show):
    try:
        return show(function())
    except ZeroDivisionError:
        return ZERO
    except OverflowError as error:
        return NEGATIVE if "unsigned" in str(error) else OVERFLOW
    except ValueError as error:
        text = str(error)
        return NEGSHIFT if "shift" in text else NOTINV if "invertible" in text else ZERO if "argument cannot be 0" in text \
            else NEGATIVE if "nonnegative" in text else DIGITS if "Exceeds" in text else INVALID


def cases():
    for op, f in [("add", operator.add), ("sub", operator.sub), ("mul", operator.mul), ("gcd", math.gcd), ("and", operator.and_),
                  ("or", operator.or_), ("xor", operator.xor)]:
        for _ in range(1500):
            a, b = number(), number()
            if op == "gcd":
                c = number(); a *= c; b *= c
            yield (op, h(a), h(b)), h(f(a, b))
    for _ in range(3000):
        a, b = number(), number()
        yield ("divmod", h(a), h(b)), attempt(lambda: divmod(a, b), lambda r: h(r[0]) + " " + h(r[1]))
        a = a * b
        yield ("divmod", h(a), h(b)), attempt(lambda: divmod(a, b), lambda r: h(r[0]) + " " + h(r[1]))
        a, b = number(2500), number(2500)
        yield ("truediv", h(a), h(b)), attempt(lambda: a / b, dbl)
        b = number()
        a = (1 << rnd.randrange(1200)) * (2 * rnd.getrandbits(53) + 1) * b + rnd.randrange(-1, 2)
        yield ("truediv", h(a), h(b << 1)), attempt(lambda: a / (b << 1), dbl)
        shift = 1000 + rnd.randrange(140)
        yield ("truediv", h(rnd_a := rnd.getrandbits(60)), h(1 << shift)), attempt(lambda: rnd_a / (1 << shift), dbl)
        yield ("cmp", h(a), h(b)), str((a > b) - (a < b))
    for _ in range(2000):
        a, n = number(), rnd.choice([0, 1, 63, 64, 65, rnd.randrange(1000), -1, 1 << 70 if rnd.random() < 0.3 else 7])
        if n < 1 << 60 or a == 0:
            yield ("shl", h(a), h(n)), attempt(lambda: a << n, h)
        yield ("shr", h(a), h(n)), attempt(lambda: a >> n, h)
    for _ in range(700):
        a, n = number(200), rnd.randrange(80)
        yield ("pow", h(a), h(n)), h(a ** n)
        a, e, m = number(), number(300), number()
        yield ("modpow", h(a), h(e), h(m)), attempt(lambda: pow(a, e, m), h)
        yield ("modpow", h(a), h(-abs(e)), h(m | 1)), attempt(lambda: pow(a, -abs(e), m | 1), h)
    big = rnd.getrandbits(6000) | 1
    for m in (big, big + 1, -big):
        yield ("modpow", h(12345), h(rnd_e := rnd.getrandbits(700)), h(m)), h(pow(12345, rnd_e, m))
    for a in range(-4, 5):
        for e in range(-4, 5):
            for m in range(-4, 5):
                yield ("modpow", h(a), h(e), h(m)), attempt(lambda: pow(a, e, m), h)
    for _ in range(4000):
        a = number(2200)
        yield ("hash", h(a)), str(hash(a))
        yield ("bits", h(a)), "%d %d" % (a.bit_length(), a.bit_count())
        yield ("invert", h(a)), h(~a)
        yield ("sqrt", h(a)), attempt(lambda: math.isqrt(a), h)
        yield ("float", h(a)), attempt(lambda: float(a), dbl)
        base = rnd.randrange(2, 37)
        yield ("text", h(a), str(base)), digits(a, base)
        size, order, signed = rnd.choice([0, 1, 8, 9, 16, (a.bit_length() + 7) // 8, a.bit_length() // 8 + 1]), rnd.choice(["little", "big"]), rnd.random() < 0.6
        size += a == -1 and size == 0
        yield ("bytes", h(a), str(size), order, "01"[signed]), attempt(
            lambda: a.to_bytes(size, order, signed=signed), lambda b: b.hex() + " " + h(a))
        f = struct.unpack("<d", struct.pack("<Q", rnd.getrandbits(64)))[0] if rnd.random() < 0.5 else float(rnd.choice([rnd.uniform(-1e20, 1e20), rnd.randrange(-2**60, 2**60), 0.5, -0.5, 0.0]))
        yield ("fromfloat", dbl(f)), attempt(lambda: int(f), h)
        if f == f:
            for b in (a, int(f) if abs(f) < 1e308 else 0, int(f) + 1 if abs(f) < 1e308 else 0):
                yield ("cmpfloat", h(b), dbl(f)), str((b > f) - (b < f))
    alphabet = "0123456789abcdefxobXOBzZ__+-_"
    for _ in range(20000):
        text = "".join(rnd.choice(alphabet) for _ in range(rnd.randrange(12)))
        base = rnd.choice([0, 0, 0, 2, 8, 10, 16, 36, 3])
        yield ("parse", text, str(base)), attempt(lambda: int(text, base), h)
    for text in ["0" * 4300, "0" * 4301, "9" * 4300, "1" + "_1" * 4299, "1" + "_1" * 4300, "00_0", "0_0", "01", "0_7", "0x_f", "-0X_F", "0_x1"]:
        for base in (0, 10, 16, 36):
            yield ("parse", text, str(base)), attempt(lambda: int(text, base), h)


sys.exit(oracle.compare(sys.argv[1], cases()))
