class Adder:
    def __init__(self, n):
        self.n = n

    def __call__(self, x, *, twice=False):
        return (x + self.n) * (2 if twice else 1)


add = Adder(5)
print(add(1), add(x=2, twice=True), callable(add), callable(Adder), callable(5), list(map(add, [1, 2])))
add.__call__ = lambda x: "ignored"
print(add(1))
for call in ("add()", "add(1, 2)", "Adder()"):
    try:
        eval(call)
    except TypeError as error:
        print(error)
