def log(x):
    print("log", x)
    return x


m = map(log, [1, 2])
z = zip(map(log, "a"), map(log, "bc"))
f = filter(log, [0, 1])
print("created")
print(next(m), next(f), next(z))
print(list(m), list(f))
e = enumerate(map(log, "x"))
print(next(e))
