iterator = iter([1, 2, 3])
print(next(iterator), iterator.__length_hint__(), iterator.__reduce__()[1:], list(iterator), next(iterator, "default"))
iterator.__setstate__(0)
print(list(iterator))
backward = reversed([1, 2, 3])
print(next(backward), backward.__length_hint__(), list(backward), type(backward).__name__)
try:
    next(iterator)
except StopIteration as error:
    print(repr(error), error.value)
