def function(a, *args, b=1, **kwargs):
    return lambda: (a, args, b, kwargs)


print(function(1, 2, b=3, c=4)())


def modify(items):
    def grow():
        nonlocal items
        items = items + [1]

    grow()
    grow()
    return items


print(modify([]))
