"""Fibonacci numbers by naive recursion.

Exercises calls of a global function and small-integer arithmetic, nothing else.
"""
import sys

SCALE = 34
QUICK = 28


def fib(number):
    if number < 2:
        return number
    return fib(number - 1) + fib(number - 2)


def run(number):
    answer = fib(number)
    a, b = 0, 1
    for _ in range(number):
        a, b = b, a + b
    if answer != a:
        sys.exit("fib: wrong answer %d, expected %d" % (answer, a))
    return answer


if __name__ == "__main__":
    argument = sys.argv[1] if len(sys.argv) > 1 else SCALE
    print("fib ok", run(QUICK if argument == "--quick" else int(argument)))
