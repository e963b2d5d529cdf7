for specification in ("d", "x", "s", "c", "b", ",_f", "_,f", ".f", "10q", ".2147483648f", "z", "=z5", "99999999999999999999f", ".99999999999999999999f", ",n", "#x"):
    try:
        print(repr(specification), format(1.5, specification))
    except (ValueError, OverflowError, MemoryError) as error:
        print(repr(specification), type(error).__name__, error)
