class InPlace:
    def __iadd__(self, other):
        return ("iadd", other)

    def __isub__(self, other):
        return NotImplemented

    def __sub__(self, other):
        return ("sub", other)


class Right:
    def __radd__(self, other):
        return ("radd", other)

    def __rmul__(self, other):
        return ("rmul", other)


a = InPlace()
a += 1
b = InPlace()
b -= 2
c = 5
c += Right()
d = [1]
d *= Right()
print(a, b, c, d)
e = InPlace()
try:
    e *= 3
except TypeError as error:
    print(error)
