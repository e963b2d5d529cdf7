d = {}
for n in range(5000):
    d[n * 8] = n
    d[f"k{n}"] = -n
print(len(d), d[8 * 4999], d["k4999"], sum(v for v in d.values()), list(d)[:4])
for n in range(4990):
    del d[n * 8], d[f"k{n}"]
print(d)
