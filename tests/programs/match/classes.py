class Point:
    __match_args__ = ("x", "y")

    def __init__(self, x, y):
        self.x, self.y = x, y


class Point3(Point):
    z = 9


def check(value):
    match value:
        case Point3(z=z):
            return f"3d {z}"
        case Point(0, 0):
            return "origin"
        case Point(x, y=0):
            return f"on axis {x}"
        case Point(x=a, y=b) if a == b:
            return f"diagonal {a}"
        case Point():
            return "point"
        case int(n) | float(n):
            return f"number {n}"
        case str(s):
            return f"text {s}"
        case list([x, *_]) | tuple((x,)):
            return f"seq {x}"
        case dict(d):
            return f"dict {d}"
        case bool():
            return "never: bool is an int"
    return "?"


print([check(v) for v in (Point(0, 0), Point(5, 0), Point(3, 3), Point(1, 2), Point3(1, 2), 5, 2.5, True, "s", [1, 2], (3,), (1, 2), {}, None)])
