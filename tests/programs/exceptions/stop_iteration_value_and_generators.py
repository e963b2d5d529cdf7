def generator():
    raise StopIteration("inside")
    yield


try:
    next(generator())
except RuntimeError as error:
    print(error, repr(error.__cause__), repr(error.__context__))
print(StopIteration().value, StopIteration(1, 2).value, StopIteration([1]).args)
try:
    next(iter([]))
except StopIteration as error:
    print(repr(error))
print(list(map(lambda x: x, iter(int, 0))), next(iter([]), "default"))
