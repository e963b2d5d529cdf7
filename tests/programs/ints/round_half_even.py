print([round(n, -1) for n in (5, 15, 25, 35, -5, -15, 14, 16, 0)])
print(round(12345, -3), round(12345, 2), round(10**30 + 5, -1), round(5, -10), round(-149, -2), round(150, -2), round(250, -2))
print(round(7), round(7, None), round(True), type(round(True, 0)))
for bad in ("a", 1.0):
    try:
        round(5, bad)
    except TypeError as error:
        print(error)
