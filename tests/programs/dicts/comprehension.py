print({x: x**2 for x in range(4)}, {v: k for k, v in {"a": 1}.items()}, {k: [k + j for j in range(2)] for k in range(2)}, {x: y for x in "ab" for y in range(2)}, {x % 3: x for x in range(7) if x != 4})


def noisy(x):
    print(x, end=" ")
    return x


print({noisy("k"): noisy("v") for _ in range(2)})
