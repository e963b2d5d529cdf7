"""Coefficients of all sizes, against ints."""

from decimal import *

context = getcontext()
context.prec = 200000
context.Emax, context.Emin = MAX_EMAX, MIN_EMIN
state = 12345


def digits(count):
    global state
    parts = []
    while sum(map(len, parts)) < count:
        state = (state * 6364136223846793005 + 1442695040888963407) % 2**64
        parts.append(str(state))
    return "".join(parts)[:count]


import sys

sys.set_int_max_str_digits(0)
sizes = [1, 17, 18, 19, 36, 37, 60, 144, 145, 500, 719, 720, 721, 1081, 2200, 6200, 13000]
for a in sizes:
    for b in sizes:
        x, y = digits(a), digits(b)
        if b % 3 == 0:
            y = "9" * b
        m, n, u, v = int(x), int(y), Decimal(x), Decimal(y)
        results = [int(u * v) == m * n, int(u + v) == m + n, int(u - v) == m - n, int(u // v) == m // n, int(u % v) == m % n, (u < v) == (m < n), u == m, str(u) == str(m), hash(u) == hash(m)]
        if not all(results):
            print(a, b, results)
third = Decimal(1) / 3
print(len(str(third)), str(third)[-5:], (third * 3 - 1).adjusted())
root = Decimal(2).sqrt()
print(str(root)[:40], (root * root - 2).adjusted() < -199990)
print(Decimal(7) ** 100000 == 7**100000, Decimal("1E+100000") + 1 == 10**100000 + 1, (Decimal(10) ** 150000 - 1) % 9)
print(Decimal("1E+100000").quantize(Decimal("1E+99990")), len(str(Decimal(1).fma(Decimal("1E+50000"), 1))), Decimal("1" * 3000).rotate(1500).adjusted())
for precision in (10**12, MAX_PREC):
    try:
        with localcontext(prec=precision):
            print(Decimal(1) / 3)
    except MemoryError:
        print("MemoryError")
