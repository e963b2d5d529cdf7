x, y, items, holder = 1, 2, [1, 2, 3], {"k": 1}
del x, (y), items[0], holder["k"]
print(items, holder)
for text in ("del missing", "del items[9]", "del holder['k']", "del items.attribute", "del 5 .real"):
    try:
        exec(text)
    except Exception as error:
        print(text, type(error).__name__, error)


def function():
    a = 1
    del a
    try:
        del a
    except UnboundLocalError as error:
        print(error)
    a = 2
    return a


print(function())
