import math
import numbers
from decimal import *
from fractions import Fraction

values = [Decimal(0), Decimal("-0"), Decimal("0E+5"), 0, -0.0, Decimal(1), Decimal("1.0"), 1, True, 1.0, Decimal("0.1"), 0.1, Fraction(1, 10), Decimal("-3.5"), -3.5, Fraction(-7, 2),
          Decimal("1E+30"), 10**30, 1e30, Decimal("Infinity"), math.inf, Decimal("-Infinity"), -math.inf, Decimal(2) ** -30, 2.0**-30, 1 + 0j, 1 + 1j]  # fmt: skip
for left in values:
    if isinstance(left, Decimal):
        print(repr(left), "".join(str(int(left == right)) for right in values), "".join(str(int(left != right)) for right in values))
        print("".join(str(int(left < right)) + str(int(left <= right)) + str(int(left > right)) + str(int(left >= right)) for right in values[:-2]))
for value in values:
    print(repr(value), hash(value))
print([hash(Decimal(text)) for text in ["123456789E+40", "-1", "1E-100", "2305843009213693951", "-2305843009213693952", "1E+999999", "NaN"][:-1]])
getcontext().prec = 100
print(hash(Decimal(1) / 8) == hash(0.125), hash(Decimal(10**50)) == hash(10**50), {Decimal("1.00"): "one"}[1], len({Decimal(2), 2, 2.0, Fraction(2)}))
nan, signaling = Decimal("NaN"), Decimal("sNaN")
print(nan == nan, nan != nan, nan == 1, 1 == nan, nan in [nan], hash(nan) == hash(nan))
for text in ["nan < 1", "1 >= nan", "signaling == 1", "1 != signaling", "hash(signaling)", "Decimal(1) < 'a'", "Decimal(1) < 1j", "Decimal(1) == 'a'", "sorted([Decimal(2), nan])"]:
    try:
        print(text, eval(text))
    except (TypeError, InvalidOperation) as error:
        print(text, type(error).__name__, error)
pairs = [("1", "1.0"), ("-1", "-1.0"), ("0", "-0"), ("NaN1", "NaN2"), ("sNaN", "NaN"), ("Infinity", "1E+999999"), ("-NaN", "-Infinity"), ("12", "12.000"), ("1E+5", "100000")]
for a, b in pairs:
    x, y = Decimal(a), Decimal(b)
    print(a, b, x.compare_total(y), x.compare_total_mag(y), x.same_quantum(y), x.copy_sign(y))
    with localcontext() as context:
        context.traps[InvalidOperation] = False
        print(x.compare(y), x.compare_signal(y), x.max(y), x.min(y), x.max_mag(y), x.min_mag(y))
print(isinstance(Decimal(1), numbers.Number), isinstance(Decimal(1), numbers.Real), min(Decimal("1.0"), Decimal(1)), max([Decimal("-0"), Decimal(0)]))
