inf, nan = float("inf"), float("nan")
values = [0.0, -0.0, 1.0, -1.0, 2.0, -2.0, 0.5, inf, -inf, nan]
for base in values:
    row = []
    for exponent in (0.0, 1.0, -1.0, 2.0, 3.0, inf, -inf, nan, 0.5):
        try:
            result = base**exponent
            row.append("complex" if isinstance(result, complex) else result)
        except ZeroDivisionError:
            row.append("zero")
    print(base, row)
