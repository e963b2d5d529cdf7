a, b = 1, 2
a, b = b, a
(c, [d, e]), f = (1, "xy"), None
*g, h = range(4)
i, *j = "k"
k, *l, m = [1, 2]
[n, (o, *p)] = 1, (2, 3, 4)
print(a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p)
x = y = z = []
print(x is y is z)
for q, (r, *s) in [(1, "ab"), (2, "cde")]:
    print(q, r, s)
() = []
[] = ()
