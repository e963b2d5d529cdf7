for specification in ("", "d", "5d", "<5d", "^7d", "05d", "+d", " d", ",", "_", "x", "X", "#x", "#010b", "o", "#o", "b", "_b", "_x", "c", "e", ".2f", "%", "n", "g", ">+8,", "=+8", "*^9"):
    print(repr(specification), [format(value, specification) for value in (0, 65, 1234)])
print(format(-1234567, ","), format(-255, "#x"), format(10**20, ","), format(-5, "05"), format(2**64, "_x"), format(10**25, ".3e"))
