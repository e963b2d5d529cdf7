a, b, c = 1, 2, 3
a, b, c = c, a, b
print(a, b, c)
d = e = f = 0
d += 1
print(d, e, f)
matrix = [[0] * 2 for _ in range(2)]
matrix[0][0], matrix[1][1] = matrix[1][1], 9
print(matrix)
x = [1, 2, 3]
x[0], x[1] = x[1], x[0]
i, x[i - 1] = 1, "end"
print(x, i)
