a = object()
print(id(a) == id(a), id(a) == id(object()) and False, isinstance(id(a), int), id(None) == id(None))
items = [object() for _ in range(100)]
print(len({id(item) for item in items}))
