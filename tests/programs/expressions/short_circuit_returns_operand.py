print(0 or "", [] or {}, 1 or 2, None or 0.0)
print(0 and 1, "a" and "b", [] and 1, 1 and 2 and 3)
print((1 and []) or "fallback")


def noisy(result):
    print("evaluated", result)
    return result


print(noisy(0) and noisy(1))
print(noisy(1) or noisy(2))
print(noisy(0) or noisy(0) or noisy(3))
