class WithIter:
    def __iter__(self):
        print("iter")
        return iter([1, 2])


class WithGetitem:
    def __getitem__(self, index):
        print("getitem", index)
        return [5, 6][index]


class Blocked:
    __contains__ = None

    def __iter__(self):
        return iter([1])


print(2 in WithIter(), 9 in WithIter(), 6 in WithGetitem(), 7 in WithGetitem())
for value in (Blocked(), object(), 5):
    try:
        1 in value
    except TypeError as error:
        print(error)
