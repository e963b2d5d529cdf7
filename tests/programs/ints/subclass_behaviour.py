class Meters(int):
    def __new__(cls, value, unit="m"):
        self = super().__new__(cls, value)
        self.unit = unit
        return self

    def __add__(self, other):
        return Meters(int(self) + other, self.unit)

    def __repr__(self):
        return f"{int(self)}{self.unit}"


length = Meters(5, "km")
print(length, length + 1, 1 + length, length * 2, type(length * 2), length == 5, {5: "five"}[length])
print(str(length), f"{length}", f"{length:03d}", "%d" % length, [0] * length, int(length), type(int(length)))
print(Meters(10**20), Meters("12"), length.unit, isinstance(length, int), length.bit_length())
