class Body:
    print("in body", __name__, __qualname__, __module__)
    for i in range(3):
        exec(f"attribute{i} = {i} * 10")
    if i == 2:
        conditional = True
    del i
    total = attribute0 + attribute1 + attribute2


print(Body.total, Body.conditional, hasattr(Body, "i"))
try:

    class Failing:
        before = 1
        raise ValueError("in body")

except ValueError as error:
    print(error)
try:
    Failing
except NameError as error:
    print(error)
