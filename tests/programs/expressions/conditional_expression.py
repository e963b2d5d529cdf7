def choose(flag):
    return "yes" if flag else "no"


print([choose(flag) for flag in (0, 1, "", "x", [], [0], None, 0.0)])
print((lambda: 1 if False else 2)())
x = 5
print("small" if x < 3 else "medium" if x < 10 else "large")
print([n if n % 2 else -n for n in range(6) if n != 3])
