class Guarded:
    def __setattr__(self, name, value):
        print("set", name, value)
        super().__setattr__(name, value)

    def __delattr__(self, name):
        print("del", name)
        super().__delattr__(name)


g = Guarded()
g.x = 1
setattr(g, "y", 2)
g.x += 5
del g.x
delattr(g, "y")
print(vars(g))
object.__setattr__(g, "z", 3)
print(g.z)
for action in (lambda: delattr(g, "none"), lambda: setattr(g, 5, 1), lambda: getattr(g, 5)):
    try:
        action()
    except (AttributeError, TypeError) as error:
        print(type(error).__name__, error)
