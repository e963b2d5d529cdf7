def invert(values):
    return {
        name: [1 / value for value in row]
        for name, row in values.items()
    }


invert({"a": [1, 2], "b": [0]})
