class Left:
    def __add__(self, other):
        print("Left.add")
        return NotImplemented


class Right:
    def __radd__(self, other):
        print("Right.radd")
        return "right"


class Base:
    def __add__(self, other):
        return "Base.add"

    def __radd__(self, other):
        return "Base.radd"


class Sub(Base):
    def __radd__(self, other):
        return "Sub.radd"


class Quiet(Base):
    pass


print(Left() + Right(), 1 + Right(), Base() + Sub(), Sub() + Base(), Base() + Quiet(), Base() + Base(), 5 + Sub())
try:
    Left() + Left()
except TypeError as error:
    print(error)
