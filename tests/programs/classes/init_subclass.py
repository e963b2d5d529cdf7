class Plugin:
    registry = []

    def __init_subclass__(cls, /, tag=None, **kwargs):
        super().__init_subclass__(**kwargs)
        cls.registry.append((cls.__name__, tag))


class A(Plugin, tag="a"):
    pass


class B(A):
    pass


print(Plugin.registry)
for text in ("class C(Plugin, wrong=1): pass", "class D(wrong=1): pass", "class E(Plugin, 5): pass"):
    try:
        exec(text)
    except TypeError as error:
        print(error)


class Ordered:
    def __init_subclass__(cls):
        print("init_subclass sees", hasattr(cls, "attribute"), cls.field.name)


class Field:
    def __set_name__(self, owner, name):
        self.name = name


class Sub(Ordered):
    attribute = 1
    field = Field()
