from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

print(f"{date(2024, 2, 29):%d/%m/%y}", f"{datetime(2024, 1, 2, 3, 4, 5):%H:%M}", f"{Decimal('1234.567'):,.2f}", f"{Decimal('1E+5')}", f"{Decimal('0.00001'):e}", f"{Decimal('-1.5'):+08.2f}", f"{Fraction(1, 3)}", f"{Decimal('NaN'):>6}")
for call in ("format(Decimal(1), 'x')", "format(Fraction(1, 2), '.2f')"):
    try:
        print(eval(call))
    except (ValueError, TypeError) as error:
        print(type(error).__name__, error)
