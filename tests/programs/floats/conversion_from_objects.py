class WithFloat:
    def __float__(self):
        return 2.5


class WithIndex:
    def __index__(self):
        return 3


class Bad:
    def __float__(self):
        return 1


print(float(WithFloat()), float(WithIndex()), float(True), float(b"1.5"), float(bytearray(b" 2 ")), float(2**53 + 1), float())
for value in (Bad(), None, [], 1j, object, b"x", {}):
    try:
        float(value)
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)
