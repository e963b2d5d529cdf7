print(hash(1) == hash(1.0) == hash(True), hash(2**61 - 1), hash(2**61), hash(-1), hash(-2), hash(2**62), hash(10**30))
print(hash(0), hash(-(2**61)), hash(2**64), hash(1.5), hash(0.1), hash(float("inf")), hash(-0.0), hash(1e300))
print({1: "int", 1.0: "float", True: "bool"})
