items = [1, 2, 3, 4, 5, 6]
for item in items:
    if item % 2 == 0:
        items.remove(item)
print(items)
items = [1, 2, 3]
for item in items:
    if len(items) < 8:
        items.append(item * 10)
print(items)
iterator = iter(items)
items.clear()
print(list(iterator), list(iterator))
items.append(1)
print(list(iterator))
