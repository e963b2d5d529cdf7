matrix = [[1, 2, 3], [4, 5, 6]]
print([list(row) for row in zip(*matrix)], [[row[i] for row in matrix] for i in range(3)], [cell for row in matrix for cell in row if cell % 2 == 0], sum(sum(row) for row in matrix), {(i, j): cell for i, row in enumerate(matrix) for j, cell in enumerate(row) if i != j})
functions = [lambda n=n: n * m for n in range(2) for m in [5]]
print([f() for f in functions], [f() for f in [lambda: x for x in range(3)]])


def outer(k):
    return [[k * i + j for j in range(k)] for i in range(k)]


print(outer(3))
