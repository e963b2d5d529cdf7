def numbers():
    yield 1
    yield from (10 // n for n in (2, 0))


print([n for n in numbers()])
