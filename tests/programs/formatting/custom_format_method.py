class Money:
    def __init__(self, amount):
        self.amount = amount

    def __format__(self, specification):
        if specification == "eur":
            return f"{self.amount:,.2f} EUR"
        return f"<{specification}>"


m = Money(1234.5)
print(f"{m:eur} {m} {m:{'x' * 3}} {m!s:.5}", format(m, "eur"), "{0:eur}|{0}".format(m), "%.6s" % m)


class Inherit(int):
    def __str__(self):
        return "str!"

    def __repr__(self):
        return "repr!"


print(f"{Inherit(5)} {Inherit(5):d} {Inherit(5):>5} {Inherit(5)!r} {Inherit(5)!s:>6}", "%d %s %r" % ((Inherit(7),) * 3), "{} {:x}".format(Inherit(255), Inherit(255)))
