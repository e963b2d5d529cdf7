class Sequence:
    def __getitem__(self, index):
        if index > 3:
            raise IndexError
        return index * 10


class Iterable:
    def __iter__(self):
        return iter("xyz")

    def __len__(self):
        return 100


print(list(), list("ab"), list(Sequence()), list(Iterable()), list({1: 2}), list(range(3)), list(map(str, [1])), list(zip("ab", [1, 2])), [*Sequence()])
items = [1]
items.__init__([5, 6])
print(items, list.__new__(list))
