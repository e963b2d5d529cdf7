a = object()
print(id(a) == id(a), isinstance(id(a), int), id(None) == id(None))
items = [object() for _ in range(100)]
print(len({id(item) for item in items}))
