import math

print(math.log(10), math.log10(1000), math.log2(1024), math.log(8, 2), math.log1p(1e-10), math.expm1(1e-10), math.log2(2**500), math.log10(10**300))
print(math.log(10**400), math.log2(2**2000), math.log10(10**400), math.exp(1), math.log(math.e))
