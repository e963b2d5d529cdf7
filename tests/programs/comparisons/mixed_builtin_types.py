values = [None, True, 1, 1.0, "1", b"1", (1,), [1], {1: 1}, {1}, 1j, range(1), slice(1), int, len]
for i, left in enumerate(values):
    print(i, [j for j, right in enumerate(values) if left == right])
for right in values:
    try:
        None < right
    except TypeError as error:
        print(error)
