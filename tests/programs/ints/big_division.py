a = 10**60 + 12345
for b in (7, -7, 10**20 + 1, -(10**20) - 1, 10**59, 10**61, 2**64, 2**32, 10**60 + 12345):
    quotient, remainder = divmod(a, b)
    print(quotient, remainder, divmod(-a, b))
    assert quotient * b + remainder == a
