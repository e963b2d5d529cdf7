for value, specification in ((5, "s"), (5, ".2d"), (5, ",x"), (5, "_c"), (-1, "c"), (2**40, "c"), (5, "+c"), (5, "y"), (5, "10z"), (5, ",_d"), (5, "__"), (10**400, "f"), (5, "#c"), (5, "=<=5"), (5, ".")):
    try:
        print(repr(specification), format(value, specification))
    except (ValueError, OverflowError) as error:
        print(repr(specification), type(error).__name__, error)
