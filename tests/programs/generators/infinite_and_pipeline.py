from itertools import islice


def naturals(start=0):
    while True:
        yield start
        start += 1


def only(predicate, items):
    for item in items:
        if predicate(item):
            yield item


def primes():
    source = naturals(2)
    while True:
        prime = next(source)
        yield prime
        source = only(lambda n, p=prime: n % p, source)


print(list(islice(primes(), 25)), list(islice(only(lambda n: n % 7 == 0, naturals(1)), 3)))
