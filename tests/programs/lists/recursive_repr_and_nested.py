items = [1]
items.append(items)
print(items, [items], len(items[1][1]))
pair = ([],)
pair[0].append(pair)
print(pair)
table = {"self": None}
table["self"] = table
print(table)
a, b = [], []
a.append(b)
b.append(a)
print(a)
try:
    a == b
except RecursionError as error:
    print(error)
