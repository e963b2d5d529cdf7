import statistics
from fractions import Fraction

print(Fraction(6, -4), Fraction("3/7") + Fraction(1, 2), Fraction(0.75), Fraction("1.25"), Fraction(7, 3) // 1, Fraction(7, 3) % 1, Fraction(2, 3) ** 2, Fraction(4, 9) ** 0.5, Fraction(1, 3) < 0.5, hash(Fraction(2)) == hash(2), float(Fraction(1, 3)), Fraction(3.14159).limit_denominator(100), round(Fraction(7, 2)), repr(Fraction(5)), Fraction(1, 3) + 1.0, divmod(Fraction(7, 2), 1))
print(statistics.mean([1, 2, 3, 4]), statistics.median([3, 1, 2]), statistics.mode("aab"), statistics.stdev([1, 2, 3, 4]), statistics.pvariance([1, 2, 3]), statistics.mean([Fraction(1, 2), Fraction(1, 3)]), statistics.quantiles([1, 2, 3, 4, 5]), statistics.harmonic_mean([2, 3]), statistics.fmean([1, 2.5]), statistics.multimode("aabb"), statistics.NormalDist(5, 2).cdf(5))
for call in ("Fraction(1, 0)", "Fraction('x')", "Fraction(1.5, 2)", "statistics.mean([])", "statistics.stdev([1])", "Fraction(float('nan'))", "Fraction(1, 2) < 1j"):
    try:
        print(eval(call))
    except Exception as error:
        print(call, type(error).__name__, error)
