class Both:
    def __bool__(self):
        return True

    def __len__(self):
        return 0


class Len:
    def __len__(self):
        return 3


print(bool(Both()), bool(Len()), not Len(), len(Len()), [i for i in [Both(), Len()] if i] != [], "yes" if Both() else "no", Both() and 1, Len() and 2)
import operator

print(operator.index(True), operator.length_hint(Len()), operator.length_hint([1, 2]), operator.length_hint(5, 9))
try:
    operator.index(1.5)
except TypeError as error:
    print(error)
