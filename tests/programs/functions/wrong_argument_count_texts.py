def none():
    pass


def one(a):
    pass


def two(a, b):
    pass


def three(a, b, c):
    pass


def default(a, b=1):
    pass


def variable(a, b, *c):
    pass


def kwonly(a, *, k=1):
    pass


for call in ("none(1)", "none(1, 2)", "one()", "one(1, 2)", "two()", "two(1)", "two(1, 2, 3)", "three()", "three(1)", "default()", "default(1, 2, 3)", "variable()", "variable(1)", "kwonly(1, 2)", "kwonly(1, 2, k=3)", "none(x=1)", "one(x=1)", "one(1, a=2)", "two(1, a=1)", "default(1, c=2)", "two(c=1)", "two(b=1)", "none(*[1])", "three(1, c=2)"):
    try:
        eval(call)
    except TypeError as error:
        print(call, error)
