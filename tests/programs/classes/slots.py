class Point:
    __slots__ = ("x", "y")

    def __init__(self, x, y):
        self.x, self.y = x, y


p = Point(1, 2)
print(p.x, p.y, Point.__slots__, hasattr(p, "__dict__"), type(Point.x).__name__)
del p.x
for text in ("p.x", "p.z = 1", "p.z", "del p.x", "Point.x.__get__(5)", "p.__dict__"):
    try:
        exec(text)
    except Exception as error:
        print(text, type(error).__name__, error)


class Sub(Point):
    pass


class SlotSub(Point):
    __slots__ = ["z"]


s = Sub(3, 4)
s.extra = 5
t = SlotSub(1, 2)
t.z = 9
print(s.__dict__, s.x, t.z, t.x, hasattr(t, "__dict__"))
