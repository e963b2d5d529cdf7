functions = [lambda: i for i in range(3)]
print([f() for f in functions])
functions = [lambda i=i: i for i in range(3)]
print([f() for f in functions])


def make():
    result = []
    for n in range(3):
        def inner():
            return n
        result.append(inner)
    n = "after"
    return result


print([f() for f in make()])
