a, b = {"x": 1, "y": 2}, {"y": 3, "z": 4}
print(a | b, b | a, a)
a |= b
a |= [("w", 5)]
print(a)
for call in ("{} | []", "[] | {}", "{} + {}", "{} < {}", "{} | None"):
    try:
        eval(call)
    except TypeError as error:
        print(call, error)
