# A slot's descriptor that stands in a class it does not belong to refuses the instances, cached or not.
class Slotted:
    __slots__ = ("slot",)


class Sneaky:
    __slots__ = ("shadowed",)
    shadowing = Slotted.slot


def store(target):
    target.shadowing = 42


def load(target):
    return target.shadowing


def delete(target):
    del target.shadowing


sneaky = Sneaky()
sneaky.shadowed = 1
for action in (store, load, delete):
    for _ in range(3):
        try:
            action(sneaky)
        except TypeError as error:
            print(error)
print(sneaky.shadowed)
slotted = Slotted()
slotted.slot = 2
print(slotted.slot)
