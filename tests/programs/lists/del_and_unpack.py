items = [1, 2, 3, 4]
del items[0], items[-1]
print(items)
(a, b), c = items, 5
[d, *e] = "xyz"
print(a, b, c, d, e)
del a, (b, c), [d]
try:
    print(a)
except NameError as error:
    print(error)
