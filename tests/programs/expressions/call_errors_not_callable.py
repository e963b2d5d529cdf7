for value in (1, "a", None, [], (1,), {}, 1.5, ..., object(), b"", range(3)):
    try:
        value()
    except TypeError as error:
        print(error)
