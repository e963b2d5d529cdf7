class Shared:
    items = []
    count = 0

    def add(self, item):
        self.items.append(item)
        self.count += 1


a, b = Shared(), Shared()
a.add(1)
b.add(2)
b.add(3)
print(Shared.items, Shared.count, a.count, b.count)
Shared.count = 50
Shared.method = lambda self: "added later"
print(a.method(), a.count, Shared().count)
del Shared.method
try:
    a.method()
except AttributeError as error:
    print(error)
for text in ("del Shared.nothing", "Shared.nothing"):
    try:
        exec(text)
    except AttributeError as error:
        print(error)
