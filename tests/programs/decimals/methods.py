from decimal import *

values = [Decimal(text) for text in ["0", "-0.00", "1", "-1.5", "123.456", "1E+6", "9.99E-7", "1011", "-12345678901234567890123456789012", "5E-1000010", "Infinity", "-Infinity", "NaN12", "sNaN"]]
context = getcontext()
context.clear_traps()
plain = "adjusted as_tuple canonical conjugate copy_abs copy_negate is_canonical is_finite is_infinite is_nan is_qnan is_signed is_snan is_zero radix".split()
with_context = "is_normal is_subnormal number_class to_eng_string logb logical_invert next_minus next_plus normalize sqrt to_integral to_integral_value to_integral_exact".split()
for name in plain + with_context:
    print(name, [getattr(value, name)() for value in values])
    if hasattr(context, name) and name not in ("radix", "to_integral"):
        print([getattr(context, name)(value) for value in values])
two = "logical_and logical_or logical_xor next_toward remainder_near rotate scaleb shift quantize".split()
for name in two:
    print(name, [getattr(x, name)(y) for x in values for y in (Decimal(3), Decimal("-2"), Decimal(101), Decimal("0.01"))])
print([value.fma(3, Decimal("0.5")) for value in values], context.fma(2, 3, 4))
print([Decimal("1234.5678").quantize(Decimal("0.01"), rounding) for rounding in (ROUND_UP, ROUND_DOWN, ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, ROUND_HALF_EVEN, ROUND_HALF_DOWN, ROUND_05UP)])
print([Decimal(text).to_integral_value(rounding=ROUND_HALF_UP) for text in ("0.5", "1.5", "-2.5", "1E+50")])
for text in ["Decimal(1).quantize(1, 'up')", "Decimal(1).quantize(1, None, 5)", "Decimal(1).compare('x')", "Decimal(1).max(1.5)", "context.add(1, 'x')", "context.canonical(1)", "context.exp(None)",
             "Decimal(1).sqrt(5)", "Decimal(1).to_integral(rounding=5)", "Decimal(1).foo", "Decimal(1).real.foo"]:  # fmt: skip
    try:
        print(text, eval(text))
    except (TypeError, AttributeError) as error:
        print(text, type(error).__name__, error)
for value in values:
    for convert in (int, float, round, complex, bool, str, repr, lambda x: x.as_integer_ratio(), lambda x: x.__ceil__(), lambda x: x.__floor__(), lambda x: x.__trunc__(), lambda x: (x.real, x.imag)):
        if value.is_finite() and abs(value.adjusted()) > 400:
            continue
        try:
            print(convert(value), end=" ")
        except (ValueError, OverflowError) as error:
            print(type(error).__name__, error, end=" ")
    print()
print(context.power(2, 10), context.power(2, 10, 1000), context.power(a=7, b=2), pow(Decimal(3), 100, 7), context.divmod(17, 5), context.divide_int(17, 5), context.remainder(-17, 5))
print(context.to_sci_string(Decimal("1E-10")), context.to_eng_string(Decimal("1.5E+7")), context.copy_decimal(5), context.number_class(-5), context.minus(0), context.abs(-3))
