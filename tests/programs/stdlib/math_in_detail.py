"""Results and errors of math and cmath."""

import cmath
import math
from math import inf, nan


class Rounds:
    def __floor__(self):
        return "floor"

    def __ceil__(self):
        return "ceil"

    def __trunc__(self):
        return "trunc"


def show(text):
    try:
        print(text, "->", repr(eval(text)))
    except BaseException as error:
        print(text, "!!", type(error).__name__, error)


for line in r'''
math.sqrt(-1)
math.sqrt(nan), math.sqrt(inf), math.sqrt(2)
math.sqrt('a')
math.exp(1000)
math.exp(-1000)
math.log(0)
math.log(10,1)
math.log(10**400), math.log(8,2), math.log2(1<<70), math.log10(10**400), math.log10(1000), math.log2(10**400)
math.log(-10**400)
math.log()
math.log(1,2,3)
math.log1p(-1)
math.pow(0,-1)
math.pow(-1,0.5)
math.pow(10,400)
math.pow(1,nan), math.pow(inf,-1)
math.fmod(1,0)
math.fmod(1,inf)
math.factorial(-1)
math.factorial(5.0)
math.factorial(20), math.factorial(25), math.factorial(100)
math.factorial(10**30)
math.gamma(0)
math.gamma(172)
math.gamma(5), math.gamma(inf)
math.lgamma(0)
math.lgamma(-inf)
math.floor(Rounds()),math.ceil(Rounds()),math.trunc(Rounds())
math.floor('a')
math.trunc('a')
math.ceil(inf)
math.gcd(),math.gcd(4),math.gcd(-4,6),math.gcd(2**100,6**50)
math.gcd(1.0)
math.lcm(),math.lcm(4,6),math.lcm(0,1),math.lcm(-3)
math.isqrt(-1)
math.isqrt(10**40), math.isqrt(99)
math.comb(5,2),math.comb(5,6),math.comb(100,50),math.comb(10**30,2)
math.comb(-1,2)
math.comb(1,-2)
math.comb(10**30,10**29)
math.perm(5),math.perm(5,2),math.perm(5,6),math.perm(10**30,2)
math.perm(-1)
math.prod([1,2,3]),math.prod([1.5,2]),math.prod([],start=5)
math.hypot(),math.hypot(3,4),math.hypot(1,nan),math.hypot(inf,nan),math.hypot(1e-320,1e-320),math.hypot(1,2,3)
math.hypot('a')
math.dist([1,2],[4,6])
math.dist((1,),(1,2))
math.fsum([.1]*10), math.fsum([1e16,1,1e-16]), math.fsum([1e308,-1e308,1]), math.fsum([inf,1]), math.fsum([nan])
math.fsum([1e308,1e308])
math.fsum([inf,-inf])
math.isclose(1,1+1e-10), math.isclose(1,2,abs_tol=1)
math.isclose(1,2,rel_tol=-1)
math.ldexp(1,5000)
math.ldexp(1,-5000), math.ldexp(0,10**30), math.ldexp(1,-10**30)
math.ldexp(1,1.0)
math.frexp(0),math.frexp(inf),math.frexp(8),math.modf(1.5),math.modf(inf),math.modf(-inf)
math.copysign(1,-0.0), math.degrees(1),math.radians(180),math.remainder(5,3),math.remainder(1,inf)
math.remainder(1,0)
math.nextafter(1,2),math.ulp(1),math.ulp(inf),math.ulp(0),math.ulp(-1.7976931348623157e308)
math.acos(2)
math.atanh(1)
math.sin(inf)
math.cosh(1000)
math.exp2(1024)
math.cbrt(-8), math.erf(1), math.atan2(0,-0.0), math.tau, math.e, math.pi
math.copysign(1)
cmath.sqrt(-1), cmath.log10(100), cmath.polar(1j), cmath.rect(1,2), cmath.phase(-1), cmath.log(1j,2)
cmath.exp(1000)
cmath.exp(complex(inf,inf))
cmath.log(0)
cmath.rect(inf,1)
cmath.rect(1,inf)
cmath.isclose(1,1+1e-10j)
cmath.atanh(1)
cmath.atan(1j)
cmath.sin(complex(inf,1))
cmath.sin(complex(1,inf)), cmath.tan(complex(1,inf))
cmath.cosh(1000)
cmath.acos(2), cmath.atan(2), cmath.acosh(1), cmath.asinh(0)
cmath.infj,cmath.nanj,cmath.isfinite(complex(inf,nan))
'''.strip().split("\n"):
    show(line)
