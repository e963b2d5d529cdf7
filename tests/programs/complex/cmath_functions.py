import cmath

print(cmath.sqrt(-1), cmath.phase(-1), cmath.polar(1j), cmath.isclose(cmath.exp(cmath.pi * 1j), -1), cmath.rect(1, 0), cmath.isnan(complex("nan")), cmath.isinf(complex("infj")))
for text in ("cmath.log(0)", "cmath.exp(1000)", "cmath.sqrt('a')"):
    try:
        print(eval(text))
    except Exception as error:
        print(text, type(error).__name__, error)
