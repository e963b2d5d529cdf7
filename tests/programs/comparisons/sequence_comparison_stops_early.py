class Trace:
    def __init__(self, value):
        self.value = value

    def __eq__(self, other):
        print("eq", self.value, other.value)
        return self.value == other.value

    def __lt__(self, other):
        print("lt", self.value, other.value)
        return self.value < other.value


def make(*values):
    return [Trace(value) for value in values]


print(make(1, 2, 3) < make(1, 3, 0))
print(make(1, 2) == make(1, 2, 3))
print(tuple(make(1)) == tuple(make(2)))
