import math

print(math.floor(2.7), math.ceil(-2.7), math.trunc(-2.7), math.floor(1e20), math.fmod(-7, 3), math.fabs(-2), math.modf(-2.5), math.frexp(10), math.ldexp(0.5, 5))
print(math.sqrt(2), math.hypot(3, 4), math.fsum([0.1] * 10), math.gcd(12, 18), math.isclose(0.1 + 0.2, 0.3), math.nextafter(1.0, 2.0), math.ulp(1.0), math.cbrt(27))
print(math.isnan(math.nan), math.isinf(-math.inf), math.isfinite(1e308), math.degrees(math.pi), math.dist((0, 0), (3, 4)), math.remainder(7, 4), math.exp2(10))
for text in ("math.sqrt(-1)", "math.log(0)", "math.exp(1000)", "math.floor(math.nan)", "math.ceil(math.inf)", "math.sqrt('a')", "math.acos(2)", "math.fmod(1, 0)", "math.ldexp(1.0, 5000)", "math.log(-1)", "math.pow(0, -1)", "math.gamma(-1)"):
    try:
        print(eval(text))
    except Exception as error:
        print(text, type(error).__name__, error)
