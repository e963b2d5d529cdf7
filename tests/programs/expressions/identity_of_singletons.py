print(None is None, True is True, ... is Ellipsis, NotImplemented is NotImplemented)
print((1 == 1) is True, bool([]) is False, type(None)() is None)
x = []
y = x
print(x is y, x is not y, [] is not x, x is not None)
print(type(...), type(NotImplemented), ..., NotImplemented)
