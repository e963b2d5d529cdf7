holder = {}
items = [0] * 3
for holder["key"] in range(3):
    pass
for items[1] in "ab":
    pass
for a, (b, *c) in [(1, [2, 3, 4]), (5, "67")]:
    print(a, b, c)
print(holder, items)
for x in (y := [1, 2]):
    pass
print(x, y)
for z in 1, 2, *[3, 4]:
    print(z, end=" ")
print()
