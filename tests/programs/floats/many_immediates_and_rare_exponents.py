values = []
x = 1e-300
while x < 1e300:
    values.append(x * 1.25)
    x *= 1e25
print(values)
print(sum(values), max(values) / min(values), [v * 2 / 2 == v for v in values], [(-v).hex() for v in values[:3]])
tiny = 1.0
count = 0
while tiny:
    tiny /= 2
    count += 1
print(count)
