# Powers of infinite, tiny and zero numbers, and with infinite exponents.
inf = float("inf")
nan = float("nan")
parts = [0.0, -0.0, 1, -1, 1e-200, 0.1, 2.0, 1e200, -1e308, inf, -inf, nan]
exponents = [0, 1, 2, -1, -2, 3, 100, 101, -100, 0.5, 1.5, -0.5, 1e300, inf, nan, 1j, 2 + 1j, complex(inf, 0), complex(1, nan)]
for real in parts:
    for imaginary in parts:
        results = []
        for exponent in exponents:
            try:
                results.append(str(complex(real, imaginary) ** exponent))
            except (OverflowError, ZeroDivisionError) as error:
                results.append(type(error).__name__[0])
        print(real, imaginary, *results)
