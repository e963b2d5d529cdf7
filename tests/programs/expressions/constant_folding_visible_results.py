print("a" * 3 + "b", (1, 2) + (3,), 2 ** 10, 1 << 5, -0.0, 0.1 + 0.2, "x" in ("x", "y"))
print(1 / 3, 7 // -2, -7 % 3, "abc"[1], (1, 2, 3)[1:], not "", ~0)
try:
    1 / 0
except ZeroDivisionError as error:
    print(error)
try:
    print("abc"[10])
except IndexError as error:
    print(error)
