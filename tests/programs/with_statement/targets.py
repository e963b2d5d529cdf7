class Manager:
    def __init__(self, value):
        self.value = value

    def __enter__(self):
        return self.value

    def __exit__(self, *arguments):
        print("exit", arguments[0] and arguments[0].__name__)


class Box:
    pass


box, items = Box(), [0]
with Manager((1, 2)) as (a, b), Manager(3) as box.x, Manager(4) as items[0], Manager([5, 6, 7]) as [c, *d]:
    print(a, b, box.x, items, c, d)
try:
    with Manager(1) as (e, f):
        pass
except TypeError as error:
    print(error)
