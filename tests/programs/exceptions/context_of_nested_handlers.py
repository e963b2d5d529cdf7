def chain(error):
    result = []
    while error is not None:
        result.append(repr(error))
        error = error.__context__
    return result


try:
    try:
        raise ValueError(1)
    except ValueError:
        try:
            raise ValueError(2)
        except ValueError:
            pass
        raise ValueError(3)
except ValueError as error:
    print(chain(error))
try:
    try:
        raise ValueError("x")
    except ValueError as error:
        raise error
except ValueError as error:
    print(chain(error))
try:
    try:
        raise ValueError("y")
    except ValueError:
        raise
except ValueError as error:
    print(chain(error))
a, b = ValueError("a"), ValueError("b")
try:
    try:
        raise a
    except ValueError:
        try:
            raise b
        except ValueError:
            raise a
except ValueError as error:
    print(chain(error))
