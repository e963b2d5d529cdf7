print((0.5).as_integer_ratio(), (0.1).as_integer_ratio(), (-2.5).as_integer_ratio(), (1e20).as_integer_ratio(), (0.0).as_integer_ratio())
print((2.0).is_integer(), (2.5).is_integer(), float("inf").is_integer(), (1e300).is_integer())
print((2.5).real, (2.5).imag, (2.5).conjugate(), (2.7).__trunc__(), (2.7).__floor__(), (2.2).__ceil__(), (-2.7).__floor__(), (2.5).__round__())
for value in (float("inf"), float("-inf"), float("nan")):
    try:
        value.as_integer_ratio()
    except (OverflowError, ValueError) as error:
        print(type(error).__name__, error)
