class Thing:
    pass


o = Thing()
print(object.__eq__(o, o), object.__eq__(o, 5), object.__ne__(o, o), object.__lt__(o, o), o.__eq__(1), type(o.__hash__()), o.__sizeof__() > 0, o.__format__("") == str(o), object.__init_subclass__(), object.__subclasshook__(int), Thing.__subclasshook__(1))
try:
    o.__format__("x")
except TypeError as error:
    print(error)
o.a = 1
print(o.__getstate__(), object().__getstate__(), o.__reduce_ex__(2)[1:3] == ((Thing,), {"a": 1}), o.__dir__() is not None)
