import copy

shared = [1]
data = {"a": shared, "b": shared, "t": (1, [2]), "s": {1}, "f": frozenset([1])}
shallow, deep = copy.copy(data), copy.deepcopy(data)
shared.append(2)
print(shallow["a"], deep["a"], deep["a"] is deep["b"], deep, copy.copy([1]) == [1], copy.deepcopy((1, 2)) == (1, 2))
loop = [1]
loop.append(loop)
again = copy.deepcopy(loop)
print(again[1] is again, copy.deepcopy(len) is len, copy.copy(int) is int, copy.deepcopy(None))


class WithState:
    def __init__(self):
        self.x = [1]

    def __getstate__(self):
        return {"x": "state"}

    def __setstate__(self, state):
        self.y = state


print(vars(copy.copy(WithState())), copy.deepcopy(bytearray(b"a")), copy.copy(slice(1)))
try:
    copy.deepcopy((x for x in []))
except TypeError as error:
    print(error)
