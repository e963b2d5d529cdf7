text = "abc"
print(text.__len__(), text.__contains__("b"), text.__getitem__(1), text.__add__("d"), text.__mul__(2), text.__rmul__(2), text.__mod__(()), text.__eq__("abc"), text.__eq__(5), text.__lt__("abd"), text.__lt__(5), text.__format__(">5"), text.__getnewargs__(), text.__repr__(), text.__str__())
print(text.__hash__() == hash("abc"), text.__sizeof__() > 0, "__iter__" in dir(text), bool(text.__doc__), str.__name__, text.__ne__("x"))
