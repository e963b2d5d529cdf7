# Attribute access in loops on instances whose __dict__ was asked for: reads, writes, methods, and what makes
# remembered places wrong.


class Point:
    kind = "point"

    def __init__(self, x, y):
        self.x = x
        self.y = y

    def total(self):
        return self.x + self.y

    @property
    def both(self):
        return self.x, self.y


def made(x, y):
    point = Point(x, y)
    point.__dict__
    return point


def read(points):
    return [(p.x, p.y, p.kind, p.total(), p.both) for p in points]


def write(points):
    for number, point in enumerate(points):
        point.x = number
        point.y += 1
    return read(points)


points = [made(i, i * i) for i in range(6)]
print(read(points), write(points))

# Other orders of keys, more keys, fewer keys, keys that are no str.
other = Point.__new__(Point)
other.__dict__.update(y=1, x=2)
more = made(3, 4)
more.__dict__["z"] = 5
odd = made(5, 6)
odd.__dict__[7] = 8
points += [other, more, odd, Point(7, 8)]
print(read(points), write(points))
del more.x
more.__dict__["x"] = 9
print(read(points))
del other.__dict__["y"]
try:
    read(points)
except AttributeError as error:
    print(error)
other.y = 3

# A name in the dict hides a method of the class, and stops doing so.
hidden = made(1, 2)
points.append(hidden)
for replacement in (None, lambda: "from the dict", None):
    if replacement is None:
        hidden.__dict__.pop("total", None)
    else:
        hidden.total = replacement
    print([p.total() for p in points])

# The class changes.
Point.total = lambda self: self.x * 100
print([p.total() for p in points])
Point.x = property(lambda self: "property", lambda self, value: None)
print([p.x for p in points[:2]], points[0].__dict__["x"])
points[0].x = 50
print(points[0].x, points[0].__dict__["x"])
del Point.x
print([p.x for p in points])


class Other(Point):
    def total(self):
        return "other"


for point in points[:3]:
    point.__class__ = Other
print([p.total() for p in points], read(points)[:2])

# A new dict, with a subclass among them.
class Loud(dict):
    def __getitem__(self, key):
        return "loud"


points[0].__dict__ = {"x": 1, "y": 2}
points[1].__dict__ = Loud(x=3, y=4)
print(read(points)[:3])
many = made(0, 0)
for number in range(40):
    setattr(many, f"a{number}", number)
print([many.a0 + many.a39 + many.x for _ in range(4)])
