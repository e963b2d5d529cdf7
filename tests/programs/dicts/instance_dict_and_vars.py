class Thing:
    def __init__(self):
        self.x = 1


thing = Thing()
names = thing.__dict__
names["y"] = 2
thing.z = 3
print(names, thing.y, vars(thing) is names, "z" in names)
del thing.x
print(names, hasattr(thing, "x"))
thing.__dict__ = {"fresh": 1}
print(thing.fresh, hasattr(thing, "y"), names)
for bad in (5, None):
    try:
        thing.__dict__ = bad
    except TypeError as error:
        print(error)
names = thing.__dict__
names[5] = "odd"
print(names, vars(thing))
