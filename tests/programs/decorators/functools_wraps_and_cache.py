import functools


def logged(function):
    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        print("call", function.__name__, args)
        return function(*args, **kwargs)

    return wrapper


@logged
def add(a, b=1):
    "Adds."
    return a + b


@functools.lru_cache(maxsize=2)
def square(x):
    print("computing", x)
    return x * x


@functools.cache
def fibonacci(n):
    return n if n < 2 else fibonacci(n - 1) + fibonacci(n - 2)


print(add(1), add.__name__, add.__doc__, add.__wrapped__(5))
print(square(2), square(2), square(3), square(4), square(2), square.cache_info(), fibonacci(80))
square.cache_clear()
print(square.cache_info())
try:
    square([])
except TypeError as error:
    print(error)
