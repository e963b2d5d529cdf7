class Matrix:
    def __init__(self, name):
        self.name = name

    def __matmul__(self, other):
        return f"{self.name}@{getattr(other, 'name', other)}"

    def __rmatmul__(self, other):
        return f"{other}@r{self.name}"


print(Matrix("a") @ Matrix("b"), Matrix("a") @ 1, 1 @ Matrix("b"))
a = Matrix("a")
a @= 5
print(a)
try:
    1 @ 2
except TypeError as error:
    print(error)
