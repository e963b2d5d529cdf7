class WithComplex:
    def __complex__(self):
        return 1 + 2j


class WithFloat:
    def __float__(self):
        return 4.0


print(complex(), complex(1), complex(1, 2), complex(1j, 2j), complex(imag=3), complex(real=1.5), complex(WithComplex()), complex(WithFloat()), complex(True))
for text in ("complex('1', 2)", "complex(1, '2')", "complex(None)", "complex(1, None)", "complex([])", "complex(1, 2, 3)", "complex(foo=1)"):
    try:
        print(eval(text))
    except (TypeError, ValueError) as error:
        print(text, error)
