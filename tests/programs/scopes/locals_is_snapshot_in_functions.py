def function():
    x = 1
    names = locals()
    names["x"] = 100
    names["y"] = 5
    print(x, "y" in names)
    try:
        y
    except NameError as error:
        print(error)
    x = 2
    return locals()["x"]


print(function())
