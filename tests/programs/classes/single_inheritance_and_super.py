class A:
    def __init__(self):
        self.log = ["A"]

    def hello(self):
        return "A.hello"


class B(A):
    def __init__(self):
        super().__init__()
        self.log.append("B")

    def hello(self):
        return "B+" + super().hello()


class C(B):
    def hello(self):
        return "C+" + super(C, self).hello()

    @classmethod
    def make(cls):
        return super().__new__(cls)


c = C()
print(c.log, c.hello(), super(B, c).hello(), type(C.make()).__name__, issubclass(C, A), C.__mro__ == (C, B, A, object))
