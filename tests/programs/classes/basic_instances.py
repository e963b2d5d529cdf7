class Dog:
    """A dog."""

    kind = "canine"

    def __init__(self, name):
        self.name = name

    def speak(self, sound="woof"):
        return f"{self.name} says {sound}"


rex = Dog("Rex")
print(rex.speak(), Dog.speak(rex, "hi"), rex.kind, Dog.__name__, Dog.__doc__, rex.__class__ is Dog, Dog.__module__, Dog.__bases__, Dog.__mro__, isinstance(rex, Dog), vars(rex), Dog.__qualname__)
rex.kind = "instance"
print(rex.kind, Dog.kind)
del rex.kind
print(rex.kind)
try:
    del rex.kind
except AttributeError as error:
    print(error)
