"""Generators: pipelines, yield from over trees, send, and expressions.

Exercises suspension and resumption in all its forms.
"""
import sys

SCALE = 47
QUICK = 8
EXPECTED = (2730698644000, 9999.5, 7998000)


class Tree:
    def __init__(self, left, value, right):
        self.left = left
        self.value = value
        self.right = right

    def __iter__(self):
        if self.left:
            yield from self.left
        yield self.value
        if self.right:
            yield from self.right


def tree(values):
    if not values:
        return None
    middle = len(values) // 2
    return Tree(tree(values[:middle]), values[middle], tree(values[middle + 1:]))


def count_from(start):
    while True:
        yield start
        start += 1


def keep(predicate, source):
    for item in source:
        if predicate(item):
            yield item


def pairs(source):
    for first in source:
        yield first, next(source)


def take(count, source):
    for _, item in zip(range(count), source):
        yield item


def running_average():
    total = count = 0
    average = None
    while True:
        total += yield average
        count += 1
        average = total / count


def closing_count(limit, closed):
    try:
        yield from range(limit)
    finally:
        closed.append(limit)


def run():
    total = sum(tree(range(8000)))
    odd = keep(lambda number: number % 2, count_from(1))
    total += sum(a * b for a, b in take(8000, pairs(odd)))
    averages = running_average()
    next(averages)
    for number in range(20000):
        average = averages.send(number)
    closed = []
    for limit in range(4000):
        counter = closing_count(limit, closed)
        for number in counter:
            if number == 3:
                break
        counter.close()
    return total, average, sum(closed)


if __name__ == "__main__":
    argument = sys.argv[1] if len(sys.argv) > 1 else SCALE
    for _ in range(QUICK if argument == "--quick" else int(argument)):
        answer = run()
        if answer != EXPECTED:
            sys.exit("generators: wrong answer %r, expected %r" % (answer, EXPECTED))
    print("generators ok", answer)
