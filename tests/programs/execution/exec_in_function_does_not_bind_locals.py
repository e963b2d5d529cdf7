def function():
    x = 1
    exec("x = 2\ny = 3")
    print(x)
    try:
        print(y)
    except NameError as error:
        print(error)
    names = {}
    exec("y = x + 1", globals() | {"x": 10}, names)
    return names


print(function())
print(eval("[i for i in range(3)]"), eval("(lambda a: a + 1)(2)"))


def evaluate():
    hidden = 5
    return eval("hidden + 1")


print(evaluate())
