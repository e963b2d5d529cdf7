d = {n: n * n for n in range(20)}
for n in range(0, 20, 3):
    del d[n]
for n in (3, 0, 40):
    d[n] = "again"
print(d, list(reversed(d)))
for n in range(1000):
    d[("k", n)] = n
    if n >= 5:
        del d[("k", n - 5)]
print(len(d), list(d)[-5:])
while len(d) > 2:
    d.popitem()
print(d)
