from decimal import ROUND_HALF_UP, Context, Decimal, DivisionByZero, InvalidOperation, getcontext, localcontext

a, b = Decimal("1.10"), Decimal("3")
print(a + b, a * b, a / b, a**3, -a, abs(-a), a // b, a % b, divmod(b, a), b.sqrt(), a.quantize(Decimal("0.1")), Decimal("2.675").quantize(Decimal("0.01"), ROUND_HALF_UP), Decimal(0.1), Decimal(10**30), Decimal("1e5"), Decimal("-0"), Decimal("Infinity"), Decimal("NaN"), a == Decimal("1.1"), hash(Decimal(1)) == hash(1), Decimal("1.5") == 1.5, repr(a), a.as_tuple(), Decimal((1, (1, 2), -1)), int(b), float(a), round(Decimal("2.5")), round(a, 1), a.normalize(), Decimal("123E+3").to_eng_string(), b.exp(), Decimal(100).log10(), max(a, b), a.compare(b))
with localcontext() as context:
    context.prec = 5
    print(Decimal(1) / Decimal(7))
print(getcontext().prec, Context(prec=3).create_decimal("1.23456"))
for call in ("Decimal('x')", "Decimal(1) / 0", "Decimal(0) / 0", "Decimal(1) + 1.5", "Decimal('NaN') < 1", "Decimal(-1).sqrt()", "Decimal([])", "Decimal('1') % 0", "Decimal('1e999999') * Decimal('1e999999')", "Decimal(None)", "Decimal('inf') - Decimal('inf')"):
    try:
        print(eval(call))
    except Exception as error:
        print(call, type(error).__name__, error)
