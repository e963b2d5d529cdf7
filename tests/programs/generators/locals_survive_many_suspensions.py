def generator(a, *args, b=2, **kwargs):
    c = a + b
    with_closure = lambda: (a, c)
    for i in range(3):
        d = [i] * i
        yield a, b, c, d, args, kwargs, with_closure()
        a += 1
        c *= 2


for row in generator(1, 8, 9, b=3, k="v"):
    print(row)
a, b = generator(1), generator(100)
print(next(a)[0], next(b)[0], next(a)[0], next(b)[0])
