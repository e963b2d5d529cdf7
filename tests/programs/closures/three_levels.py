def a(x):
    def b(y):
        def c(z):
            nonlocal x, y
            x, y = x + 1, y * 2
            return x, y, z

        return c

    return b


c = a(1)(2)
print(c(3), c(4), c.__code__.co_freevars, c.__qualname__)
