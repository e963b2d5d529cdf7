class Number:
    def __divmod__(self, other):
        return ("divmod", other)

    def __rdivmod__(self, other):
        return ("rdivmod", other)

    def __pow__(self, other, modulus=None):
        return ("pow", other, modulus)

    def __rpow__(self, other):
        return ("rpow", other)

    def __round__(self, digits=None):
        return ("round", digits)

    def __trunc__(self):
        return "trunc"

    def __floor__(self):
        return "floor"

    def __ceil__(self):
        return "ceil"

    def __abs__(self):
        return "abs"

    def __complex__(self):
        return 1j

    def __float__(self):
        return 2.5


import math

n = Number()
print(divmod(n, 1), divmod(1, n), pow(n, 2), pow(n, 2, 3), 2**n, round(n), round(n, 2), math.trunc(n), math.floor(n), math.ceil(n), abs(n), complex(n), float(n), math.sqrt(Number()))
try:
    pow(2, n, 5)
except TypeError as error:
    print(error)
