class Ordered:
    z = 1
    a = 2

    def m(self):
        pass

    b: int = 3

    class Inner:
        pass


print([name for name in vars(Ordered) if not name.startswith("__")], list(Ordered.__annotations__))
instance = Ordered()
instance.second = 1
instance.first = 2
print(list(vars(instance)))
