import gc


class Base:
    pass


class A(Base):
    pass


class B(Base):
    pass


print(sorted(cls.__name__ for cls in Base.__subclasses__()))
del A
gc.collect()
print([cls.__name__ for cls in Base.__subclasses__()])
print(int.__subclasses__()[0], bool in int.__subclasses__())
