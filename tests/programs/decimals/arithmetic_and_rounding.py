from decimal import *

values = [Decimal(text) for text in ["0", "-0", "1", "-2.5", "3.14159265358979323846264338327950288", "1E+20", "-7E-15", "99999999999999999999999999999999999999",
                                     "0E+5", "123456789012345678.901234567890123456789", "Infinity", "-Infinity", "NaN5", "sNaN"]]  # fmt: skip
operations = {"+": lambda x, y: x + y, "-": lambda x, y: x - y, "*": lambda x, y: x * y, "/": lambda x, y: x / y, "//": lambda x, y: x // y, "%": lambda x, y: x % y}
context = getcontext()
context.traps = dict.fromkeys(context.traps, False)
for precision, rounding in [(28, ROUND_HALF_EVEN), (9, ROUND_UP), (5, ROUND_05UP), (40, ROUND_FLOOR), (1, ROUND_CEILING), (3, ROUND_HALF_DOWN), (4, ROUND_HALF_UP), (6, ROUND_DOWN)]:
    context.prec, context.rounding = precision, rounding
    for name, operation in operations.items():
        print(precision, name, " ".join(str(operation(x, y)) for x in values for y in values))
    print("divmod", [divmod(x, y) for x in values[:6] for y in values[1:6]])
    print("unary", [(-x, +x, abs(x)) for x in values])
print(context.flags)
print(Decimal(7) + 5, 5 - Decimal(7), 2**70 * Decimal("0.5"), 7 // Decimal(2), 7 % Decimal(-4), 1 / Decimal(3), divmod(9, Decimal(4)), 2 ** Decimal(5))
for text in ["Decimal(1) + 1.5", "'a' * Decimal(1)", "Decimal(1) / None", "~Decimal(1)", "Decimal(1) @ 2", "divmod(Decimal(1), 'x')", "pow(Decimal(2), 'x')"]:
    try:
        print(eval(text))
    except TypeError as error:
        print(text, error)
total = Decimal(0)
for i in range(1, 200):
    total += Decimal(i) / Decimal(i + 1) ** 2
print(total)
print(sum([Decimal("0.1")] * 10), max(Decimal(1), 2, Decimal("1.5")), sorted([Decimal(3), 2, Decimal("2.5")]), round(Decimal("2.675"), 2), round(Decimal("-2.5")), round(Decimal(12345), -2))
