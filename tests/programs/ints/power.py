print([2**n for n in range(60, 70)], (-3) ** 41, 0**0, 10**25, (-1) ** 1001)
print(2**-2, (-2) ** -3, 7**0, True**5)
print(pow(3, 100, 7), pow(-3, 5, 7), pow(3, 5, -7), pow(2, 1000, 10**20), pow(5, 0, 1))
print(pow(3, -1, 7), pow(38, -1, 97), pow(10, -3, 7))
for text in ("pow(2, -1, 4)", "pow(2, 1.0, 3)", "pow(2, 3, 'a')", "pow('a', 2)", "2 ** 'a'", "pow(1, 2, 3, 4)", "pow(2)"):
    try:
        print(eval(text))
    except Exception as error:
        print(text, type(error).__name__, error)
