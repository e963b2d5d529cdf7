import decimal
from decimal import *


def attempt(context, name, *args):
    context.clear_flags()
    try:
        result = getattr(context, name)(*args)
    except DecimalException as error:
        result = f"{type(error).__name__}{error.args}"
    print(name, args, result, [signal.__name__ for signal in context.flags if context.flags[signal]])


small = dict(prec=5, Emin=-10, Emax=10)
cases = [("add", 1, Decimal("1E-9")), ("multiply", Decimal("1E+9"), Decimal("1E+9")), ("multiply", Decimal("1.2345E-9"), Decimal("1.2345E-3")), ("divide", 1, 0), ("divide", 0, 0),
         ("divide_int", Decimal("1E+10"), 3), ("sqrt", -1), ("create_decimal", "x"), ("create_decimal", "NaN123456"), ("plus", Decimal("sNaN12345678")), ("quantize", 1, Decimal("1E-7")),
         ("multiply", Decimal("1E-14"), 1), ("multiply", Decimal("0E-20"), 1), ("ln", 0), ("ln", -1), ("logb", 0), ("power", 0, 0), ("power", -2, Decimal("0.5")), ("remainder", 1, 0),
         ("compare_signal", 1, Decimal("NaN")), ("next_toward", Decimal("9.9999E+10"), Decimal("Infinity")), ("scaleb", 1, 31), ("exp", 100), ("exp", -100), ("divmod", 1, 0),
         ("to_integral_exact", Decimal("1.5")), ("plus", Decimal("9.99999E+10"))]  # fmt: skip
signals = list(Context().flags)
for traps in ([], [InvalidOperation, DivisionByZero, Overflow], signals):
    for rounding in (ROUND_HALF_EVEN, ROUND_UP, ROUND_DOWN):
        context = Context(rounding=rounding, traps=traps, **small)
        for case in cases:
            attempt(context, *case)
        context.clamp = 1
        attempt(context, "plus", Decimal("1E+9"))
        attempt(context, "plus", Decimal("0E+9"))
for name in dir(decimal):
    value = getattr(decimal, name)
    if isinstance(value, type) and issubclass(value, Exception):
        print(name, [base.__name__ for base in value.__mro__], value.__module__)
