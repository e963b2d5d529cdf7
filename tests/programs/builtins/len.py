class Len:
    def __init__(self, n):
        self.n = n

    def __len__(self):
        return self.n


print(len("é"), len([]), len({1: 2}), len(range(5)), len(b"ab"), len(Len(5)), len(Len(True)), len(memoryview(b"abc")), len({1}), len(()))
for n in (-1, 1.5, "a", 2**63, None):
    try:
        print(len(Len(n)))
    except (TypeError, ValueError, OverflowError) as error:
        print(type(error).__name__, error)
