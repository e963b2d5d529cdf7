class Vector:
    def __init__(self, *values):
        self.values = values

    def __add__(self, other):
        if not isinstance(other, Vector):
            return NotImplemented
        return Vector(*(a + b for a, b in zip(self.values, other.values)))

    def __mul__(self, k):
        return Vector(*(a * k for a in self.values))

    __rmul__ = __mul__

    def __neg__(self):
        return self * -1

    def __matmul__(self, other):
        return sum(a * b for a, b in zip(self.values, other.values))

    def __abs__(self):
        return (self @ self) ** 0.5

    def __eq__(self, other):
        return self.values == other.values

    def __repr__(self):
        return f"Vector{self.values}"


a, b = Vector(1, 2), Vector(3, 4)
print(a + b, a * 3, 3 * a, -a, a @ b, abs(b), a == Vector(1, 2), sum([a, b], Vector(0, 0)))
for text in ("a + 1", "1 + a", "a - b", "a / 2"):
    try:
        eval(text)
    except TypeError as error:
        print(error)
