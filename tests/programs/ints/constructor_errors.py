for text in ("int(x=1)", "int('1', base=10, foo=1)", "int(1, 2, 3)", "int(base=10)", "int([1])", "int({})", "int('1', 'a')", "int(10, base=2)", "int(object)"):
    try:
        print(eval(text))
    except TypeError as error:
        print(text, error)
