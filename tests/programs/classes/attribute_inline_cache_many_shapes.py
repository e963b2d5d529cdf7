class Shape:
    pass


def read(item):
    return item.x


objects = []
for n in range(12):
    item = Shape()
    for k in range(n):
        setattr(item, f"pad{k}", k)
    item.x = n
    objects.append(item)
print([read(item) for item in objects * 2])
for item in objects[::2]:
    del item.x
Shape.x = "class"
print([read(item) for item in objects])
Shape.x = property(lambda self: "property")
print([read(item) for item in objects][:3])
del Shape.x
print(read(objects[1]))
