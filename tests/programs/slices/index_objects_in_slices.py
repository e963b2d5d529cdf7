class Index:
    def __init__(self, value):
        self.value = value

    def __index__(self):
        print("index", self.value)
        return self.value


print([1, 2, 3, 4][Index(1) : Index(3)], "abcd"[:: Index(2)], (1, 2, 3)[Index(-1)], b"abc"[Index(0)], [0] * Index(2), range(10)[Index(2) : Index(4)])
print("abc"[-(10**30) : 10**30], [1, 2][:: 10**30], (1, 2)[:: -(10**30)])
