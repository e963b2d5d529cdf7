class Thing:
    def __new__(cls, *args, **kwargs):
        print("new", args, kwargs)
        return super().__new__(cls)

    def __init__(self, *args, **kwargs):
        print("init", args, kwargs)


class Other:
    def __new__(cls):
        return 5

    def __init__(self):
        print("never")


class BadInit:
    def __init__(self):
        return 5


Thing(1, x=2)
print(Other())
try:
    BadInit()
except TypeError as error:
    print(error)
for call in ("object(1)", "object.__new__()", "object.__new__(5)", "object.__new__(int)", "int.__new__(str)", "type('X', (), {})(1)", "object().__init__(1)", "type('Y', (), {'__new__': lambda c, *a: object.__new__(c, *a)})(1)"):
    try:
        print(eval(call))
    except TypeError as error:
        print(call, error)
