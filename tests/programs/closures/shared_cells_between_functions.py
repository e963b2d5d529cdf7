def outer(a):
    b = [a]

    def set_value(v):
        nonlocal a
        a = v
        b.append(v)

    def get():
        return a, b

    class Inner:
        captured = a

        def method(self):
            return a

    return set_value, get, Inner


set_value, get, Inner = outer(1)
set_value(5)
print(get(), Inner.captured, Inner().method())
print(set_value.__closure__[0] is get.__closure__[0], set_value.__closure__[0].cell_contents)
