calls = 0


def key(value):
    if value == 3:
        raise RuntimeError("key failed")
    return value


items = [5, 4, 3, 2]
try:
    items.sort(key=key)
except RuntimeError as error:
    print(error, items)
items = [3, 1, 2]


def mutate(value):
    items.append(value)
    return value


try:
    items.sort(key=mutate)
except ValueError as error:
    print(error, items)
for bad in ([1, "a"], [None, 1], [1j, 2j], [{}, {}], [[1], [None], ["a"]], [object, int]):
    try:
        bad.sort()
    except TypeError as error:
        print(error)
