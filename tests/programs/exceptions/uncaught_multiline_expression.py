def compute(a, b):
    return (
        a
        + b
        * (a / (b - 2))
    )


values = [1, 2]
print("start")
compute(
    values[0],
    values[1],
)
