def run(*errors):
    try:
        try:
            raise ExceptionGroup("g", list(errors))
        except* ValueError as group:
            print("values", group.exceptions)
        except* (KeyError, IndexError) as group:
            print("lookups", group.exceptions)
        else:
            print("else")
        finally:
            print("finally")
    except ExceptionGroup as rest:
        print("rest", repr(rest))


run(ValueError(1))
run(ValueError(1), KeyError(2))
run(ValueError(1), TypeError(2), IndexError(3))
run(ExceptionGroup("deep", [ValueError(5), OSError(6)]))
