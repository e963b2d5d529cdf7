class Circle:
    def __init__(self, r):
        self._r = r

    @property
    def r(self):
        """The radius."""
        return self._r

    @r.setter
    def r(self, value):
        if value < 0:
            raise ValueError("negative")
        self._r = value

    @r.deleter
    def r(self):
        print("deleted")

    @property
    def area(self):
        return 3 * self._r**2


c = Circle(2)
c.r = 5
c.r += 1
del c.r
print(c.r, c.area, Circle.r.__doc__, type(Circle.r), Circle.r.fget.__name__, isinstance(vars(Circle)["r"], property))
for text in ("c.area = 5", "del c.area", "c.r = -1", "Circle.area.fget.x"):
    try:
        exec(text)
    except Exception as error:
        print(type(error).__name__, error)
writeonly = property(None, lambda self, v: None)
Circle.w = writeonly
try:
    c.w
except AttributeError as error:
    print(error)
