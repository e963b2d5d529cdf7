try:
    try:
        1 / 0
    except ZeroDivisionError:
        raise ValueError("second")
except ValueError as error:
    print(repr(error.__context__), error.__cause__, error.__suppress_context__)
try:
    try:
        {}["k"]
    except KeyError as error:
        raise RuntimeError("third") from error
except RuntimeError as error:
    print(repr(error.__context__), repr(error.__cause__), error.__suppress_context__)
try:
    try:
        raise KeyError
    except KeyError:
        raise ValueError from None
except ValueError as error:
    print(repr(error.__context__), error.__cause__, error.__suppress_context__)
try:
    try:
        raise ValueError("a")
    finally:
        raise KeyError("b")
except KeyError as error:
    print(repr(error.__context__))
