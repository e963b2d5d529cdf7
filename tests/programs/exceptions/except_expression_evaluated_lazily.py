def kind(cls):
    print("evaluated", cls.__name__)
    return cls


try:
    raise KeyError("k")
except kind(ValueError):
    print("no")
except kind(LookupError) as error:
    print("yes", error)
except kind(Exception):
    print("no")
try:
    pass
except kind(ValueError):
    print("not evaluated without an exception")
