"""Raytrace: spheres over a chequered floor with shadows and reflections.

Exercises operator overloading (__add__, __mul__ ...), many short-lived small
objects and float arithmetic.  The sum over the picture is known per size.
"""
import sys

SCALE = 200
QUICK = 90
EXPECTED = {
    20: "91.041240 107.729495 130.074203",
    40: "372.585094 435.125888 525.479015",
    90: "1923.370603 2230.667994 2679.441183",
    200: "9533.319677 11026.163155 13228.445712",
}


class Vector:
    __slots__ = ("x", "y", "z")

    def __init__(self, x, y, z):
        self.x = x
        self.y = y
        self.z = z

    def __add__(self, other):
        return Vector(self.x + other.x, self.y + other.y, self.z + other.z)

    def __sub__(self, other):
        return Vector(self.x - other.x, self.y - other.y, self.z - other.z)

    def __mul__(self, factor):
        return Vector(self.x * factor, self.y * factor, self.z * factor)

    def __neg__(self):
        return Vector(-self.x, -self.y, -self.z)

    def dot(self, other):
        return self.x * other.x + self.y * other.y + self.z * other.z

    def unit(self):
        return self * (1.0 / self.dot(self) ** 0.5)

    def mirrored(self, normal):
        return self - normal * (2.0 * self.dot(normal))


class Ray:
    def __init__(self, origin, direction):
        self.origin = origin
        self.direction = direction

    def at(self, distance):
        return self.origin + self.direction * distance


class Sphere:
    def __init__(self, centre, radius, colour, shine):
        self.centre = centre
        self.radius = radius
        self.colour = colour
        self.shine = shine

    def distance(self, ray):
        offset = self.centre - ray.origin
        along = offset.dot(ray.direction)
        beside = self.radius * self.radius - (offset.dot(offset) - along * along)
        if beside < 0.0:
            return None
        return along - beside ** 0.5

    def normal(self, point):
        return (point - self.centre).unit()

    def colour_at(self, point):
        return self.colour


class Floor:
    shine = 0.1

    def __init__(self, height):
        self.height = height

    def distance(self, ray):
        if ray.direction.y >= -1e-9:
            return None
        return (self.height - ray.origin.y) / ray.direction.y

    def normal(self, point):
        return Vector(0.0, 1.0, 0.0)

    def colour_at(self, point):
        bright = (point.x // 1.0 + point.z // 1.0) % 2.0 == 0.0
        return Vector(1.0, 1.0, 1.0) if bright else Vector(0.1, 0.1, 0.1)


class Scene:
    def __init__(self, things, light):
        self.things = things
        self.light = light

    def nearest(self, ray):
        best, found = None, None
        for thing in self.things:
            distance = thing.distance(ray)
            if distance is not None and distance > 1e-6 and (best is None or distance < best):
                best, found = distance, thing
        return best, found

    def colour(self, ray, depth):
        distance, thing = self.nearest(ray)
        if thing is None:
            return Vector(0.2, 0.3, 0.5) * (0.5 + 0.5 * abs(ray.direction.y))
        point = ray.at(distance)
        normal = thing.normal(point)
        result = thing.colour_at(point) * (0.1 + 0.8 * self.lightness(point, normal))
        if depth and thing.shine:
            bounced = Ray(point, ray.direction.mirrored(normal))
            result = result + self.colour(bounced, depth - 1) * thing.shine
        return result

    def lightness(self, point, normal):
        towards = (self.light - point).unit()
        slope = towards.dot(normal)
        if slope <= 0.0 or self.nearest(Ray(point, towards))[1] is not None:
            return 0.0
        return slope


def run(size):
    things = [Floor(-1.0)]
    for index in range(5):
        colour = Vector(0.3 + 0.15 * index, 0.9 - 0.15 * index, 0.5)
        things.append(Sphere(Vector(index * 1.2 - 2.4, -0.2, 6.0 + index % 2), 0.7, colour, 0.3))
    scene = Scene(things, Vector(6.0, 8.0, -4.0))
    eye = Vector(0.0, 0.4, 0.0)
    total = Vector(0.0, 0.0, 0.0)
    for row in range(size):
        for column in range(size):
            direction = Vector(2.0 * column / size - 1.0, 1.0 - 2.0 * row / size, 2.0).unit()
            total = total + scene.colour(Ray(eye, direction), 3)
    return "%.6f %.6f %.6f" % (total.x, total.y, total.z)


if __name__ == "__main__":
    argument = sys.argv[1] if len(sys.argv) > 1 else SCALE
    size = QUICK if argument == "--quick" else int(argument)
    answer = run(size)
    if answer != EXPECTED[size]:
        sys.exit("raytrace: wrong answer %r, expected %r" % (answer, EXPECTED[size]))
    print("raytrace ok", answer)
