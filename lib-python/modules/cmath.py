"""Mathematical functions of complex numbers."""

pi = 3.141592653589793
e = 2.718281828459045
tau = 6.283185307179586
inf = float("inf")
nan = float("nan")
infj = complex(0.0, inf)
nanj = complex(0.0, nan)


def acos(z, /):
    """The arc cosine of z."""
    ...


def acosh(z, /):
    """A number whose hyperbolic cosine is z."""
    ...


def asin(z, /):
    """The arc sine of z."""
    ...


def asinh(z, /):
    """A number whose hyperbolic sine is z."""
    ...


def atan(z, /):
    """The arc tangent of z."""
    ...


def atanh(z, /):
    """A number whose hyperbolic tangent is z."""
    ...


def cos(z, /):
    """The cosine of z."""
    ...


def cosh(z, /):
    """The hyperbolic cosine of z."""
    ...


def exp(z, /):
    """The exponential function: e to the power z."""
    ...


def isclose(a, b, *, rel_tol=1e-09, abs_tol=0.0):
    """Like math.isclose(), of the distance between complex numbers."""
    ...


def isfinite(z, /):
    """Whether both parts of z are finite."""
    ...


def isinf(z, /):
    """Whether a part of z is infinite."""
    ...


def isnan(z, /):
    """Whether a part of z is not a number."""
    ...


def log(z, base=..., /):
    """The logarithm of z, to base e unless another one is given."""
    ...


def log10(z, /):
    """The logarithm of z to base 10."""
    ...


def phase(z, /):
    """The angle of z, between -pi and pi."""
    ...


def polar(z, /):
    """The polar coordinates of z: its distance from 0 and its angle."""
    ...


def rect(r, phi, /):
    """The complex number with these polar coordinates."""
    ...


def sin(z, /):
    """The sine of z."""
    ...


def sinh(z, /):
    """The hyperbolic sine of z."""
    ...


def sqrt(z, /):
    """The square root of z."""
    ...


def tan(z, /):
    """The tangent of z."""
    ...


def tanh(z, /):
    """The hyperbolic tangent of z."""
    ...
