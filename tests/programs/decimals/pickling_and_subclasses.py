import copy
import pickle
from decimal import *


class Money(Decimal):
    currency = "EUR"

    def __new__(cls, value="0", note=None):
        self = super().__new__(cls, value)
        self.note = note
        return self

    def __repr__(self):
        return f"Money({self}, {self.note})"


money = Money("12.50", "lunch")
print(repr(money), money + 1, type(money + 1).__name__, type(-money).__name__, type(abs(money)).__name__, money.note, isinstance(money, Decimal))
print(repr(Decimal(money)), type(Decimal(money)).__name__, Money(Decimal("3.75")), Money.from_float(0.5), type(Money.from_float(0.5)).__name__)
print(money == Decimal("12.5"), hash(money) == hash(Decimal("12.5")), money.quantize(Decimal("1")), copy.copy(money) is money)
money.other = 5
print(vars(money))
for value in (Decimal("1.50"), Decimal("-0E+7"), Decimal("sNaN12"), Decimal("-Infinity"), Decimal("1" * 80 + "E-5"), money):
    for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
        clone = pickle.loads(pickle.dumps(value, protocol))
        if type(clone) is not type(value) or str(clone) != str(value):
            print("differs", protocol, value, clone)
    print(value.__reduce__(), copy.copy(value) is value, copy.deepcopy(value) is value)
print(pickle.loads(pickle.dumps(DecimalTuple(0, (1, 2), -1))), Decimal("1.2").as_tuple()._replace(exponent=3), DecimalTuple.__module__)
print(pickle.loads(pickle.dumps([Inexact, getcontext().copy()])))
many = [Decimal(i) / 7 for i in range(1000)]
print(pickle.loads(pickle.dumps(many)) == many, sum(many))


class Slotted(Decimal):
    __slots__ = ("tag",)


slotted = Slotted("5")
slotted.tag = "x"
print(slotted.tag, slotted * 2, Decimal.__new__(Slotted, "7").is_finite())
for text in ["Decimal.__new__(int)", "Decimal('1').x", "setattr(Decimal(1), 'x', 1)", "Decimal.from_float(None)"]:
    try:
        print(eval(text))
    except (TypeError, AttributeError) as error:
        print(text, type(error).__name__)
