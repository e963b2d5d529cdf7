"""Matrices: multiplication of float and of int matrices, and elimination.

Exercises nested lists, zip, sum over generators, and loops over indices.
"""
import sys

SCALE = 10
QUICK = 2
SIZE = 70
EXPECTED = (742, -2.75, "71.000000")


def multiply(left, right):
    columns = list(zip(*right))
    return [[sum(a * b for a, b in zip(row, column)) for column in columns] for row in left]


def multiply_by_index(left, right):
    size = len(left)
    result = [[0] * size for _ in range(size)]
    for i in range(size):
        row, target = left[i], result[i]
        for k in range(size):
            factor = row[k]
            source = right[k]
            for j in range(size):
                target[j] += factor * source[j]
    return result


def determinant(matrix):
    """By elimination with partial pivoting."""
    rows = [row[:] for row in matrix]
    size, result = len(rows), 1.0
    for k in range(size):
        pivot = max(range(k, size), key=lambda i: abs(rows[i][k]))
        if pivot != k:
            rows[k], rows[pivot] = rows[pivot], rows[k]
            result = -result
        result *= rows[k][k]
        for i in range(k + 1, size):
            factor = rows[i][k] / rows[k][k]
            for j in range(k, size):
                rows[i][j] -= factor * rows[k][j]
    return result


def run():
    integers = [[(i * 31 + j * 17) % 23 - 11 for j in range(SIZE)] for i in range(SIZE)]
    identity = [[int(i == j) for j in range(SIZE)] for i in range(SIZE)]
    square = multiply(integers, integers)
    if square != multiply_by_index(integers, integers) or multiply(square, identity) != square:
        sys.exit("matrix_multiply: the two products differ")
    # Twos on the diagonal, minus ones beside it: the determinant is the size plus one.
    tridiagonal = [
        [2.0 if i == j else -1.0 if abs(i - j) == 1 else 0.0 for j in range(SIZE)]
        for i in range(SIZE)
    ]
    floats = multiply(tridiagonal, [[value / 8.0 for value in row] for row in integers])
    return sum(map(sum, square)), sum(map(sum, floats)), "%.6f" % determinant(tridiagonal)


if __name__ == "__main__":
    argument = sys.argv[1] if len(sys.argv) > 1 else SCALE
    for _ in range(QUICK if argument == "--quick" else int(argument)):
        answer = run()
        if answer != EXPECTED:
            sys.exit("matrix_multiply: wrong answer %r, expected %r" % (answer, EXPECTED))
    print("matrix_multiply ok", answer)
