import gc


class Thing:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("del", self.name)


a = Thing("a")
a = None
gc.collect()
b = Thing("b")
b.itself = b
del b
gc.collect()
print("end")
