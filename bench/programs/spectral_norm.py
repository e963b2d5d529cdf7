"""Spectral norm of an infinite matrix, by the power method.

Exercises small function calls, float division and generator expressions.
"""
import sys

SCALE = 350
QUICK = 150


def element(row, column):
    diagonal = row + column
    return 1.0 / (diagonal * (diagonal + 1) // 2 + row + 1)


def times(vector):
    size = range(len(vector))
    return [sum(element(i, j) * vector[j] for j in size) for i in size]


def transposed_times(vector):
    size = range(len(vector))
    return [sum(element(j, i) * vector[j] for j in size) for i in size]


def run(size):
    u = [1.0] * size
    for _ in range(10):
        v = transposed_times(times(u))
        u = transposed_times(times(v))
    uv = vv = 0.0
    for a, b in zip(u, v):
        uv += a * b
        vv += b * b
    answer = (uv / vv) ** 0.5
    # The norm grows with the size towards 1.274224...
    if not 1.2738 < answer < 1.2742242:
        sys.exit("spectral_norm: wrong answer %.9f" % answer)
    return "%.9f" % answer


if __name__ == "__main__":
    argument = sys.argv[1] if len(sys.argv) > 1 else SCALE
    print("spectral_norm ok", run(QUICK if argument == "--quick" else int(argument)))
