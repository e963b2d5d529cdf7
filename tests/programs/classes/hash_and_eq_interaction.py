class OnlyEq:
    def __eq__(self, other):
        return True


class OnlyHash:
    def __hash__(self):
        return 42


class Both(OnlyEq):
    __hash__ = object.__hash__


class Big:
    def __hash__(self):
        return 2**100


class Negative:
    def __hash__(self):
        return -1


print(OnlyEq.__hash__, hash(OnlyHash()), Both.__hash__ is object.__hash__, hash(Big()) == hash(2**100), hash(Negative()))
for cls in (OnlyEq, type("F", (), {"__hash__": lambda self: 1.5}), type("N", (), {"__hash__": None})):
    try:
        hash(cls())
    except TypeError as error:
        print(error)
