from collections.abc import Mapping, MutableSequence, Sequence, Set


class Items(Sequence):
    def __getitem__(self, i):
        return [1, 2, 3][i]

    def __len__(self):
        return 3


class Log(MutableSequence):
    def __init__(self):
        self.d = []

    def __getitem__(self, i):
        return self.d[i]

    def __setitem__(self, i, v):
        self.d[i] = v

    def __delitem__(self, i):
        del self.d[i]

    def __len__(self):
        return len(self.d)

    def insert(self, i, v):
        print("insert", i, v)
        self.d.insert(i, v)


class View(Mapping):
    def __getitem__(self, key):
        if key not in "ab":
            raise KeyError(key)
        return key * 2

    def __iter__(self):
        return iter("ab")

    def __len__(self):
        return 2


print(Items().index(2), Items().count(3), list(reversed(Items())), 2 in Items(), list(View().items()), View().get("z"), View() == {"a": "aa", "b": "bb"}, list(View().keys()))
log = Log()
log.append(1)
log.extend([2, 3])
log += [4]
print(log.pop(), log.remove(2), list(log), log.reverse(), list(log))
try:
    Mapping()
except TypeError as error:
    print(error)
