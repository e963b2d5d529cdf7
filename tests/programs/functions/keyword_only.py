def function(a, *, b, c=3, **rest):
    return a, b, c, rest


print(function(1, b=2), function(a=1, b=2, c=4, d=5), function.__kwdefaults__)
for call in ("function(1)", "function(1, 2)", "function()", "function(1, 2, b=3)", "function(b=1)"):
    try:
        eval(call)
    except TypeError as error:
        print(call, error)


def two(*, x, y):
    pass


def three(*, x, y, z):
    pass


for call in ("two()", "two(x=1)", "three()", "two(1, 2)", "three(1, x=1)", "two(x=1, y=2, z=3)"):
    try:
        eval(call)
    except TypeError as error:
        print(call, error)
