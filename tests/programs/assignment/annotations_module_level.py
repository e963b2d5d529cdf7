x: int = 5
y: "undefined name"
z: print("evaluated") = 3
print(x, z, __annotations__)
try:
    y
except NameError as error:
    print(error)
(w): int = 1
print("w" in __annotations__)


class Holder:
    attribute: int
    holder: str = "h"


Holder.attribute: float = 2.5
print(Holder.__annotations__, Holder.attribute)
