squares = (x * x for x in range(5) if x % 2)
print(next(squares), list(squares), sum(x for x in range(4)), list((x, y) for x in "ab" for y in range(2)), dict((k, v) for k, v in [("a", 1)]), tuple(x for x in ()), type(squares).__name__, squares.__name__)
n = 10
lazy = (n + x for x in [1, 2])
n = 20
print(list(lazy))
try:
    (x for x in 5)
except TypeError as error:
    print(error)
first = (x for x in [1, 2, 3])
print(2 in first, list(first))
