"""Float objects: many points normalised and compared.

Exercises instances with float attributes, `math` functions and method calls
over lists of objects.
"""
import sys
from math import cos, sin, sqrt

SCALE = 19
QUICK = 3
EXPECTED = "0.894427 1.000000 0.447214"


class Point:
    def __init__(self, number):
        self.x = abs(sin(number))
        self.y = cos(number) * 3.0
        self.z = self.x * self.x / 2.0

    def normalise(self):
        norm = sqrt(self.x * self.x + self.y * self.y + self.z * self.z)
        self.x /= norm
        self.y /= norm
        self.z /= norm

    def maximise(self, other):
        if other.x > self.x:
            self.x = other.x
        if other.y > self.y:
            self.y = other.y
        if other.z > self.z:
            self.z = other.z
        return self


def maximum(points):
    best = points[0]
    for point in points[1:]:
        best = best.maximise(point)
    return best


def run():
    points = [Point(float(number)) for number in range(50000)]
    for point in points:
        point.normalise()
    best = maximum(points)
    return "%.6f %.6f %.6f" % (best.x, best.y, best.z)


if __name__ == "__main__":
    argument = sys.argv[1] if len(sys.argv) > 1 else SCALE
    for _ in range(QUICK if argument == "--quick" else int(argument)):
        answer = run()
        if answer != EXPECTED:
            sys.exit("float_objects: wrong answer %r, expected %r" % (answer, EXPECTED))
    print("float_objects ok", answer)
