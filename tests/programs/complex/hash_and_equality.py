print(hash(1j) == hash(1j), hash(1 + 0j) == hash(1), hash(1.5 + 0j) == hash(1.5), {1: "one"}[1 + 0j], 1 + 0j == True, 10**20 == complex(10**20), 2**53 + 1 == complex(2**53))
nan = complex("nan")
print(nan == nan, nan != nan, 1j in [1j], complex(0, -0.0) == 0, bool(0j), bool(1j), len({0j, 0, 0.0, False}))
