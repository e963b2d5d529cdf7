x = "outer"
print([x for x in range(3)], x)
print({x: x for x in "ab"}, {x for x in [1]}, list(x for x in [2]), x)
y = [(lambda: y)() for y in range(3)]
print(y)
try:
    [undefined_in_comprehension for _ in [1]]
except NameError as error:
    print(error)
print([[j for j in range(i)] for i in range(4)], [i for i in [1, 2] for i in [i * 10]])
