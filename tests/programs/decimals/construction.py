import decimal
from decimal import Decimal, getcontext
from fractions import Fraction


def show(*args, **keywords):
    try:
        print(args, keywords, "->", repr(Decimal(*args, **keywords)))
    except (TypeError, ValueError, OverflowError, ArithmeticError) as error:
        print(args, keywords, "->", type(error).__name__, error)


for value in ["1", "-0", "1.50", ".5", "5.", "1e5", "1E-7", "+12.3e+04", " 42\n", "1_000.5", "\u0661\u0662", "inf", "-Infinity", "nan", "NaN0012", "sNaN7", "-snan",
              "", ".", "e5", "1e", "1.2.3", "0x10", "--1", "1 2", "infin", "nanx", "1e1000000000000000000", "1e-1999999999999999998", "0e999999999999999999999"]:  # fmt: skip
    show(value)
for value in [0, -1, 10**17, 10**18, 10**36, 10**60 - 1, True, 1.5, -0.0, 0.1, 5e-324, 1.7976931348623157e308, float("inf"), float("nan"), None, b"1", 1j, Fraction(1, 2)]:
    show(value)
for value in [(0, (1, 2, 3), -2), (1, (), 0), (1, (0, 0, 5), 3), [0, [1], 1], (0, (), "F"), (1, (1, 2), "n"), (0, (3,), "N"), (2, (1,), 0), (0, (10,), 0), (0, "12", 0),
              (0, (1,), "x"), (0, (1,), 1.5), (0, (1,)), (0, (1,), 10**30), ("0", (1,), 0), (0, 5, 0)]:  # fmt: skip
    show(value)
show()
show("1", None)
show("1", 5)
show("1.23456", decimal.Context(prec=3))
print(Decimal.from_float(0.1), Decimal.from_float(7), Decimal.from_float(-0.0))
try:
    Decimal.from_float("1")
except TypeError as error:
    print(error)
context = decimal.Context(prec=5, rounding=decimal.ROUND_DOWN)
for value in ["1.234567", " 1", "1_0", "x", 1.1, 123456789, (0, (1, 2, 3, 4, 5, 6, 7), 0), Decimal("9.999999")]:
    try:
        print(repr(context.create_decimal(value)), context.flags[decimal.Inexact])
    except decimal.InvalidOperation as error:
        print(error)
    context.clear_flags()
print(context.create_decimal_from_float(0.1), context.create_decimal())
getcontext().traps[decimal.FloatOperation] = True
for text in ["Decimal(1.5)", "Decimal(1) < 1.5", "Decimal(1) == 1.5", "Decimal.from_float(1.5)", "context.create_decimal(1.5)"]:
    try:
        print(text, eval(text))
    except decimal.FloatOperation as error:
        print(text, "FloatOperation", error)
