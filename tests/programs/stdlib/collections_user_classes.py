from collections import UserDict, UserList, UserString


class Upper(UserDict):
    def __setitem__(self, key, value):
        super().__setitem__(key.upper(), value)


u = Upper(a=1)
u.update(b=2)
print(u, u["A"], "B" in u, len(u), dict(u), UserList([3, 1]) + [2], sorted(UserList([3, 1])), UserString("ab").upper(), UserString("a") == "a")
