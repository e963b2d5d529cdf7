items = list(range(8))
items[::-2] = "abcd"
print(items)
del items[5:1:-2]
print(items, items[::-1], items[-1:-4:-1], items[10::-1], items[2:0:-1], items[None:None:None])
items[6:0:-3] = ["p", "q"][: len(items[6:0:-3])]
print(items)
