class WithInt:
    def __int__(self):
        return 42


class WithIndex:
    def __index__(self):
        return 7


class WithTrunc:
    def __trunc__(self):
        return 9


class BadInt:
    def __int__(self):
        return "x"


class BadIndex:
    def __index__(self):
        return 1.0


print(int(WithInt()), int(WithIndex()), [10, 20, 30][: WithIndex()], hex(WithIndex()), range(WithIndex()))
for bad in (BadInt(), BadIndex(), object()):
    try:
        int(bad)
    except TypeError as error:
        print(error)
try:
    [1][BadIndex()]
except TypeError as error:
    print(error)
try:
    [1][WithInt()]
except TypeError as error:
    print(error)
