def outer(n):
    squares = [x * n for x in range(3)]
    lazy = (x + n for x in range(3))
    n = 100
    return squares, list(lazy), {k: n for k in "ab"}


print(outer(2))


class Holder:
    items = [1, 2]
    doubled = [x * 2 for x in items]
    try:
        broken = [x * len(items) for x in range(2)]
    except NameError as error:
        print(error)


print(Holder.doubled)
