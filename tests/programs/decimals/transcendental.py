from decimal import *

context = getcontext()
context.clear_traps()
values = [Decimal(text) for text in ["1", "2", "10", "0.5", "1E-30", "-1", "-2.75", "123.456", "1.0000000000000000000000000001", "0.99999999999999", "1E+10", "7E+5", "-7E+5", "1E-400000", "3.14159265358979323846"]]
for precision in (1, 2, 5, 16, 28, 50, 100, 300):
    context.prec = precision
    for value in values:
        print(precision, value, value.exp(), value.ln(), value.log10(), value.sqrt())
    for x, y in [("2", "0.5"), ("1.1", "100"), ("10", "-3"), ("3", "-3"), ("0.7", "12.25"), ("1.5", "1E+5"), ("9.99", "-1234.5"), ("1.0001", "10000"), ("4", "1.5"), ("1", "7.5"), ("-3", "5"), ("-3", "-4")]:
        print(precision, x, y, Decimal(x) ** Decimal(y))
context.prec = 28
for precision in (1, 3, 28):
    for rounding in (ROUND_UP, ROUND_DOWN, ROUND_FLOOR):
        context.prec, context.rounding = precision, rounding
        print([Decimal(2).exp(), Decimal(2).ln(), Decimal(2).log10(), Decimal(2).sqrt(), Decimal(2) ** Decimal("0.5"), Decimal(3) ** 50])
context.prec, context.rounding = 28, ROUND_HALF_EVEN
zero, infinity = Decimal(0), Decimal("Infinity")
for x in (zero, -zero, Decimal(1), Decimal("-1"), infinity, -infinity, Decimal("0.5"), Decimal(-2)):
    print(x, [x**y for y in (zero, Decimal(1), Decimal(-1), Decimal(2), Decimal("0.5"), Decimal("-0.5"), infinity, -infinity, Decimal("NaN"))], x.exp(), x.ln(), x.log10(), x.sqrt())
context.prec = 2000
digits = str(Decimal(2).sqrt() + Decimal(10).ln() + Decimal("0.3").exp())
print(digits[:30], digits[-30:], len(digits))
