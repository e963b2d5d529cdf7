try:
    raise ValueError("v")
except ValueError as error:
    kept = error
try:
    error
except NameError as other:
    print(other)
print(kept)
e = "before"
try:
    raise KeyError("k")
except KeyError as e:
    e = "reassigned"
try:
    print(e)
except NameError as problem:
    print(problem)
try:
    raise KeyError("k")
except KeyError as e:
    del e
print("fine")
