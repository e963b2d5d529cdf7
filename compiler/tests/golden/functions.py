"""Calls, defaults, closures."""


def add(a, b=2, *rest, key=None, **options):
    total = a + b
    total += 1
    return total


def closure(x):
    def inner(y):
        nonlocal x
        x = x + y
        return x

    return inner


def calls(f, items, options):
    f()
    f(1, *items, key=2, **options)
    items.append(f)
    return f(items[0], items[1:], key=options["a"])


def swap(a, b):
    a, b = b, a
    return a, b


def walrus(x):
    return x + (x := 5) + x
