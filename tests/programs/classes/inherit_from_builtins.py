class MyInt(int):
    pass


class MyList(list):
    def __init__(self, *args):
        super().__init__(args)
        self.tag = "t"


class MyStr(str):
    def upper(self):
        return "custom " + super().upper()


class MyDict(dict):
    pass


class MyTuple(tuple):
    pass


class MyException(ValueError):
    def __init__(self, a, b):
        super().__init__(a)
        self.b = b


print(MyInt(5) + 1, type(MyInt(5) + 1), MyList(1, 2), MyList(1).tag, MyStr("a").upper(), MyDict(a=1), MyTuple("ab"), repr(MyException(1, 2)), MyException(1, 2).b)
d = MyDict()
d.x = 1
d["x"] = 2
print(d, d.x, MyInt.__mro__, MyInt("ff", 16), MyInt.from_bytes(b"\x01", "big"), type(MyInt.from_bytes(b"\x01", "big")))
