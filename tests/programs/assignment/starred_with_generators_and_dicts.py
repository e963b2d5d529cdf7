def generate():
    print("start")
    yield 1
    print("more")
    yield 2
    print("end")


first, *rest = generate()
print(first, rest)
try:
    a, b, c = generate()
except ValueError as error:
    print(error)
try:
    (a,) = generate()
except ValueError as error:
    print(error)
*keys, last = {"x": 1, "y": 2, "z": 3}
print(keys, last)
