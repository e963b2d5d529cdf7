"""Mathematical functions of real numbers, as the C standard defines them, and of integers."""

pi = 3.141592653589793
e = 2.718281828459045
tau = 6.283185307179586
inf = float("inf")
nan = float("nan")


def acos(x, /):
    """The arc cosine of x in radians, between 0 and pi."""
    ...


def acosh(x, /):
    """The number from 0 up whose hyperbolic cosine is x."""
    ...


def asin(x, /):
    """The arc sine of x in radians, between -pi/2 and pi/2."""
    ...


def asinh(x, /):
    """The number whose hyperbolic sine is x."""
    ...


def atan(x, /):
    """The arc tangent of x in radians, between -pi/2 and pi/2."""
    ...


def atan2(y, x, /):
    """The angle of the point (x, y), in radians; the signs tell the quadrant."""
    ...


def atanh(x, /):
    """The number whose hyperbolic tangent is x."""
    ...


def cbrt(x, /):
    """The cube root of x."""
    ...


def ceil(x, /):
    """x rounded up, as an integer."""
    ...


def comb(n, k, /):
    """In how many ways k items can be chosen of n, without repetition and without order."""
    ...


def copysign(x, y, /):
    """A float with the magnitude of x and the sign of y."""
    ...


def cos(x, /):
    """The cosine of x, in radians."""
    ...


def cosh(x, /):
    """The hyperbolic cosine of x."""
    ...


def degrees(x, /):
    """An angle in radians, converted to degrees."""
    ...


def dist(p, q, /):
    """How far two points are apart, whose coordinates are given."""
    ...


def erf(x, /):
    """The error function at x."""
    ...


def erfc(x, /):
    """The complementary error function at x."""
    ...


def exp(x, /):
    """The exponential function: e to the power x."""
    ...


def exp2(x, /):
    """2 to the power x."""
    ...


def expm1(x, /):
    """exp(x)-1, accurate for small x."""
    ...


def fabs(x, /):
    """The absolute value of x as a float."""
    ...


def factorial(n, /):
    """n!, the product of the integers from 1 to n."""
    ...


def floor(x, /):
    """x rounded down, as an integer."""
    ...


def fmod(x, y, /):
    """The remainder of x / y as C defines it: with the sign of x."""
    ...


def frexp(x, /):
    """The pair (m, e) with x = m * 2**e; m is 0 or its magnitude is in [0.5, 1)."""
    ...


def fsum(seq, /):
    """An accurate sum of the floats in an iterable."""
    ...


def gamma(x, /):
    """The gamma function at x."""
    ...


def gcd(*integers):
    """The greatest common divisor."""
    ...


def hypot(*coordinates):
    """The length of the vector with these coordinates."""
    ...


def isclose(a, b, *, rel_tol=1e-09, abs_tol=0.0):
    """Whether two floats are close to each other.

    rel_tol  the largest difference that is taken for close, relative to the larger magnitude
    abs_tol  the largest difference that is taken for close, whatever the magnitudes

    NaN is close to nothing, an infinity to itself only.
    """
    ...


def isfinite(x, /):
    """Whether x is neither infinite nor NaN."""
    ...


def isinf(x, /):
    """Whether x is an infinity."""
    ...


def isnan(x, /):
    """Whether x is not a number."""
    ...


def isqrt(n, /):
    """The greatest integer whose square is at most n."""
    ...


def lcm(*integers):
    """The least common multiple."""
    ...


def ldexp(x, i, /):
    """x * (2**i)."""
    ...


def lgamma(x, /):
    """The natural logarithm of the absolute value of the gamma function at x."""
    ...


def log(*args):
    """log(x[, base]): the logarithm of x, to base e unless another one is given."""
    ...


def log10(x, /):
    """The logarithm of x to base 10."""
    ...


def log1p(x, /):
    """The natural logarithm of 1+x, accurate for small x."""
    ...


def log2(x, /):
    """The logarithm of x to base 2."""
    ...


def modf(x, /):
    """The fraction and the whole part of x, both with its sign and both floats."""
    ...


def nextafter(x, y, /):
    """The float next to x in the direction of y."""
    ...


def perm(n, k=None, /):
    """In how many ways k items can be chosen of n, without repetition and in order; n! without k."""
    ...


def pow(x, y, /):
    """x raised to the power of y, as floats."""
    ...


def prod(iterable, /, *, start=1):
    """The product of the start value and the items of an iterable."""
    ...


def radians(x, /):
    """An angle in degrees, converted to radians."""
    ...


def remainder(x, y, /):
    """What is left of x after the multiple of y nearest to it is taken away, as IEEE 754 defines it."""
    ...


def sin(x, /):
    """The sine of x, in radians."""
    ...


def sinh(x, /):
    """The hyperbolic sine of x."""
    ...


def sqrt(x, /):
    """The square root of x."""
    ...


def tan(x, /):
    """The tangent of x, in radians."""
    ...


def tanh(x, /):
    """The hyperbolic tangent of x."""
    ...


def trunc(x, /):
    """x rounded towards zero, as an integer; asks x.__trunc__()."""
    ...


def ulp(x, /):
    """What the last bit of x is worth."""
    ...
