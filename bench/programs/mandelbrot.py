"""Mandelbrot set, once with complex numbers and once with pairs of floats.

Exercises float and complex arithmetic in tight loops; the two ways of
computing must count the same points.
"""
import sys

SCALE = 500
QUICK = 220
LIMIT = 50


def escapes_complex(point):
    z = 0j
    for iteration in range(LIMIT):
        z = z * z + point
        if abs(z) > 2.0:
            return iteration
    return LIMIT


def escapes_floats(real, imaginary):
    x = y = 0.0
    for iteration in range(LIMIT):
        x, y = x * x - y * y + real, 2.0 * x * y + imaginary
        if x * x + y * y > 4.0:
            return iteration
    return LIMIT


def run(size):
    inside = outside = 0
    for row in range(size):
        imaginary = 2.5 * row / size - 1.25
        for column in range(size):
            real = 3.0 * column / size - 2.25
            steps = escapes_floats(real, imaginary)
            if steps != escapes_complex(complex(real, imaginary)):
                sys.exit("mandelbrot: wrong answer at row %d, column %d" % (row, column))
            if steps == LIMIT:
                inside += 1
            else:
                outside += steps
    # The area of the set is about 1.507 of the 7.5 of the picture.
    if not 0.18 < inside / (size * size) < 0.23:
        sys.exit("mandelbrot: wrong answer, %d points inside" % inside)
    return "%d %d" % (inside, outside)


if __name__ == "__main__":
    argument = sys.argv[1] if len(sys.argv) > 1 else SCALE
    print("mandelbrot ok", run(QUICK if argument == "--quick" else int(argument)))
