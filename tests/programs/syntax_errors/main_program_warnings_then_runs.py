x = 1
print(x is 1 or "not the same", "\d")
assert (x, "always true")
