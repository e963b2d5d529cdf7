print(abs(-5), abs(-2.5), abs(3 - 4j), abs(True), abs(-(2**70)), abs(-0.0))
print(all([]), all([1, 0]), any([]), any([0, "x"]), all(x > 0 for x in [1, 2]), any({}), all({0: 1}))


def noisy():
    for n in (1, 0, 2):
        print("yield", n)
        yield n


print(all(noisy()), any(noisy()))
