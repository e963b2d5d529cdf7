def outer():
    x = 1

    def show():
        return x

    print(show())
    del x
    try:
        show()
    except NameError as error:
        print(error)
    try:
        x
    except UnboundLocalError as error:
        print(error)
    x = 2
    print(show())


outer()
