import types


def template(a, b=2):
    return a, b, other


made = types.FunctionType(template.__code__, {"other": "injected"}, "made", (7,))
print(made(1), made.__name__, made.__defaults__, made.__globals__["other"])


def outer():
    x = 5

    def inner():
        return x

    return inner


copy = types.FunctionType(outer().__code__, {}, "copy", None, (types.CellType(42),))
print(copy())
for arguments in ((5, {}), (template.__code__, 5), (outer().__code__, {}), (template.__code__, {}, 5), (template.__code__, {}, "n", 5)):
    try:
        types.FunctionType(*arguments)
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)
