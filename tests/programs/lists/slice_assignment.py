items = list(range(10))
items[2:5] = ["a"]
print(items)
items[1:1] = [10, 11, 12]
print(items)
items[::3] = ["x"] * len(items[::3])
print(items)
items[-2:] = []
items[:0] = "ab"
items[5:2] = [99]
print(items)
del items[::2]
del items[-1:]
print(items)
items[:] = items
items[1:2] = items
print(items)
for text in ("items[::2] = [1]", "items[0:1] = 5", "items['a'] = 1", "items[100] = 1", "del items[100]", "items[::0] = []", "items[::2] = 5", "del items['a']"):
    try:
        exec(text)
    except Exception as error:
        print(text, type(error).__name__, error)
