from collections import namedtuple


class Pair(tuple):
    def __new__(cls, a, b):
        return super().__new__(cls, (a, b))

    @property
    def total(self):
        return sum(self)


pair = Pair(1, 2)
print(pair, pair.total, type(pair + (3,)), type(pair[:]), pair == (1, 2), len(pair))
Point = namedtuple("Point", "x y", defaults=[0])
p = Point(1)
print(p, p.x, p._replace(y=5), p._asdict(), Point._fields, Point._field_defaults, p == (1, 0), Point._make([3, 4]), [*p])
for call in ("Point()", "Point(1, 2, 3)", "p._replace(z=1)", "namedtuple('A', 'x x')", "namedtuple('A', 'class')", "namedtuple('1', 'x')", "Point(z=1)"):
    try:
        print(eval(call))
    except (TypeError, ValueError) as error:
        print(call, type(error).__name__, error)
try:
    p.x = 5
except AttributeError as error:
    print(error)
print(namedtuple("R", "a class _b", rename=True)._fields)
