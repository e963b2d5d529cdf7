"""Chaos game: a fern grown by random affine maps, with its own generator.

Exercises float arithmetic, method calls, list-of-lists stores and integer
multiplication modulo 2**32 (no module is imported for the random numbers).
"""
import sys

SCALE = 11
QUICK = 2
EXPECTED = (7732, 100000)


class Generator:
    """Linear congruential: state = state * 1664525 + 1013904223 mod 2**32."""

    def __init__(self, seed):
        self.state = seed

    def random(self):
        self.state = (self.state * 1664525 + 1013904223) & 0xFFFFFFFF
        return self.state / 4294967296.0


class Map:
    def __init__(self, a, b, c, d, e, f):
        self.a, self.b, self.c, self.d, self.e, self.f = a, b, c, d, e, f

    def apply(self, x, y):
        return self.a * x + self.b * y + self.e, self.c * x + self.d * y + self.f


class Picture:
    def __init__(self, width, height):
        self.width = width
        self.height = height
        self.cells = [[0] * width for _ in range(height)]

    def touch(self, x, y):
        column = int((x + 3.0) * self.width / 6.0)
        row = int(y * self.height / 10.5)
        self.cells[row][column] += 1

    def touched(self):
        return sum(1 for row in self.cells for cell in row if cell)


FERN = [
    (0.01, Map(0.0, 0.0, 0.0, 0.16, 0.0, 0.0)),
    (0.86, Map(0.85, 0.04, -0.04, 0.85, 0.0, 1.6)),
    (0.93, Map(0.2, -0.26, 0.23, 0.22, 0.0, 1.6)),
    (1.01, Map(-0.15, 0.28, 0.26, 0.24, 0.0, 0.44)),
]


def choose(number):
    for limit, transformation in FERN:
        if number < limit:
            return transformation


def run():
    generator = Generator(12345)
    picture = Picture(150, 150)
    x = y = 0.0
    for _ in range(100000):
        x, y = choose(generator.random()).apply(x, y)
        picture.touch(x, y)
    return picture.touched(), sum(map(sum, picture.cells))


if __name__ == "__main__":
    argument = sys.argv[1] if len(sys.argv) > 1 else SCALE
    for _ in range(QUICK if argument == "--quick" else int(argument)):
        answer = run()
        if answer != EXPECTED:
            sys.exit("chaos: wrong answer %r, expected %r" % (answer, EXPECTED))
    print("chaos ok", answer)
