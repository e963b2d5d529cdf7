from decimal import *

context = getcontext()
values = [Decimal(text) for text in ["0", "-0", "-0.04", "1.5", "-1234567.891", "123456789E+5", "0E+3", "0E-10", "1E-10", "9.9995", "Infinity", "-NaN12", "sNaN"]]
specifications = ["", "f", "e", "E", "g", "G", "%", "n", "F", ".0f", ".2f", ".3e", ".3g", ".0g", ".1%", "10", "<10", "^10", "=10", "010", "+", " ", "-", "+.2f", ",", ",.2f", "015,.2f", "+016,.1f", "*^14.2f",
                  "x=14,.1f", "z.1f", "z", "+z.0f", "é>9", "0>8", "0=8", ".01f", "1", ".5", "20.10g", ",%", ",e"]  # fmt: skip
for specification in specifications:
    print(specification, [format(value, specification) for value in values])
for specification in ["x", "d", "s", "_", ",,", ".f", "1.", "<010", "00", "005", ",n", "ff", "#f", "1_0", "<<<", ".99999999999999999999f"]:
    try:
        print(format(values[3], specification))
    except ValueError as error:
        print(specification, error)
for rounding in (ROUND_UP, ROUND_DOWN, ROUND_CEILING, ROUND_HALF_UP):
    context.rounding = rounding
    print([f"{value:.1f} {value:.2e} {value:.2g}" for value in values])
print(f"{Decimal('1.25')!r:>20} {Decimal('1.25')!s:<8}| {Decimal(2):{'.3f'}}", "%s %r %.2f %d" % (Decimal("2.345"), Decimal("2.345"), Decimal("2.345"), Decimal("2.9")))
marks = [{"decimal_point": ",", "thousands_sep": ".", "grouping": "\3\2\0"}, {"decimal_point": "x", "thousands_sep": "y", "grouping": "\3"}, {"decimal_point": "\u066b", "thousands_sep": "\u066c", "grouping": "\2\x7f"}]
for override in marks:
    print([Decimal("-123456789.25").__format__(specification, override) for specification in ("n", ",.1f", "f", "022n", "=22n")])
for arguments in [("f", 5), ("f", {}), ("n", {"decimal_point": 1}), (5,)]:
    try:
        print(Decimal(1).__format__(*arguments))
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)
context.capitals = 0
print(Decimal("1E+10"), repr(Decimal("1E-10")), format(Decimal("1E+10"), ""), Decimal("1E+10").to_eng_string())
print([value.to_eng_string() for value in map(Decimal, ["1E+1", "12E+4", "0E-7", "0E+2", "1.5E-9", "123E-10"])])
