import math

print(sum(range(101)), sum([2**62, 2**62]), sum([2**62] * 4, -(2**64)), sum([]), sum([], 5), sum([1, 2.5]), sum([True] * 3))
print(math.prod([2**40, 2**40]), math.prod([]), math.factorial(25), math.gcd(2**70, 6**40), math.lcm(4, 6, 10), math.isqrt(10**31), math.comb(60, 30), math.perm(20, 3))
for text in ("sum(['a'])", "sum(['a'], '')", "sum([b'a'], b'')", "sum(5)", "math.isqrt(-1)", "math.factorial(-1)", "math.comb(-1, 2)"):
    try:
        print(eval(text))
    except (TypeError, ValueError) as error:
        print(text, type(error).__name__, error)
