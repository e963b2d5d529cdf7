class Base:
    def __eq__(self, other):
        print(type(self).__name__, "eq")
        return NotImplemented

    def __lt__(self, other):
        print(type(self).__name__, "lt")
        return NotImplemented

    def __gt__(self, other):
        print(type(self).__name__, "gt")
        return "gt result"


class Derived(Base):
    def __gt__(self, other):
        print("Derived gt")
        return "derived gt"


print(Base() == Derived())
print(Base() < Derived())
print(Base() < Base())
try:
    print(5 < Base())
    print(Base() < 5)
except TypeError as error:
    print(error)
