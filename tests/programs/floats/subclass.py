class Celsius(float):
    def __add__(self, other):
        return Celsius(float(self) + other)

    def __str__(self):
        return f"{float(self):.1f}C"


t = Celsius("21.5")
print(t, repr(t), t + 1, type(t - 1), t * 2, f"{t}", f"{t:.3f}", "%.2f" % t, t == 21.5, hash(t) == hash(21.5), float(t))
print(Celsius.fromhex("0x1p4"), type(Celsius.fromhex("0x1p4")).__name__, sum([t, t]))
