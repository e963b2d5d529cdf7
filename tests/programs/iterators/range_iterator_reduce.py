import copy

iterator = iter(range(0, 10, 3))
for _ in range(6):
    print(iterator.__reduce__(), list(copy.copy(iterator)))
    next(iterator, None)
iterator = iter(range(10))
for state in (4, -3, 40, 9):
    iterator.__setstate__(state)
    print(iterator.__reduce__(), iterator.__length_hint__(), next(iterator, "end"))
print(iter(range(0)).__reduce__(), reversed(range(4)).__reduce__())
