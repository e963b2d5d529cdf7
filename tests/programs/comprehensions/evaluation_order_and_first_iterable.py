def log(x):
    print("log", x)
    return x


print([log(a) + log(b) for a in log([1, 2]) for b in log([10]) if log(a)])
print({log("k"): log("v") for _ in log(range(1))})
generator = (log(x) for x in log([5]))
print("created")
print(list(generator))
