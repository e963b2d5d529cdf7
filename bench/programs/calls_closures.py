"""Calls of every kind: positional, keyword, default, star, closures,
decorators, partial application, recursion over two functions, lambdas.

Exercises argument binding and cells.
"""
import sys

SCALE = 44
QUICK = 7
EXPECTED = (288468100, 24000, 123)


def make_counter(start):
    count = start

    def increase(by=1):
        nonlocal count
        count += by
        return count

    return increase


def compose(*functions):
    def composed(value):
        for function in functions:
            value = function(value)
        return value

    return composed


def traced(function):
    calls = [0]

    def wrapper(*arguments, **keywords):
        calls[0] += 1
        return function(*arguments, **keywords)

    wrapper.calls = calls
    return wrapper


@traced
def mixed(a, b=2, *rest, c, d=4, **others):
    return a + b + c + d + len(rest) + sum(others.values())


def is_even(number):
    return number == 0 or is_odd(number - 1)


def is_odd(number):
    return number != 0 and is_even(number - 1)


def ackermann(m, n):
    if m == 0:
        return n + 1
    if n == 0:
        return ackermann(m - 1, 1)
    return ackermann(m - 1, ackermann(m, n - 1))


def run():
    mixed.calls[0] = 0
    counter, total = make_counter(10), 0
    add, double = (lambda x: x + 1), (lambda x: x * 2)
    both = compose(add, double, add)
    extra, keywords = (5, 6), {"c": 1, "e": 2}
    for number in range(8000):
        total += counter() + counter(by=2)
        total += both(number)
        total += mixed(number, c=3) + mixed(1, 2, *extra, **keywords) + mixed(b=1, a=2, c=3, d=4, z=5)
    for number in range(200):
        total += is_even(number)
    return total, mixed.calls[0], ackermann(2, 60)


if __name__ == "__main__":
    argument = sys.argv[1] if len(sys.argv) > 1 else SCALE
    for _ in range(QUICK if argument == "--quick" else int(argument)):
        answer = run()
        if answer != EXPECTED:
            sys.exit("calls_closures: wrong answer %r, expected %r" % (answer, EXPECTED))
    print("calls_closures ok", answer)
