def one():
    return "one"


def two():
    return "two"


def closure():
    x = 1
    return lambda: x


one.__code__ = two.__code__
print(one(), one.__name__)
try:
    one.__code__ = closure().__code__
except ValueError as error:
    print(error)
replaced = two.__code__.replace(co_name="other", co_consts=(None, "changed"))
print(replaced.co_name)
