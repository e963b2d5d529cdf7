class Angry:
    def __add__(self, other):
        raise ArithmeticError("no additions")


def run(x, y):
    if x and y or (x + y) * 3 - (
        4
    ):
        return x + y   # a comment
    return -x


run(0, Angry())
print("not raised above: 0 and y, then int + Angry is a TypeError")
