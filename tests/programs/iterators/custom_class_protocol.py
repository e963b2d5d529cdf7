class Countdown:
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        return self

    def __next__(self):
        if self.n <= 0:
            raise StopIteration
        self.n -= 1
        return self.n


c = Countdown(3)
print(list(c), list(c), [*Countdown(2)], sum(Countdown(4)), 1 in Countdown(3), max(Countdown(3)), tuple(Countdown(1)), dict(zip(Countdown(2), "ab")), sorted(Countdown(3)))
a, b = Countdown(2)
print(a, b)
for x in Countdown(2):
    print(x, end=" ")
print(iter(c) is c)
