for value in (5, 2.5, "s", 1j, None, [1], b"b"):
    for specification in ("q", "10q", "<<", "5.5.5", ".", "..", "+-", "  ", ",,", "z", "é", "d", "s", "x", "%", "\0", "<", "1" * 30, ".1" + "0" * 30, "0", "00", "=", "=0", "_,"):
        try:
            print(value, repr(specification[:8]), repr(format(value, specification)))
        except (ValueError, TypeError, OverflowError) as error:
            print(value, repr(specification[:8]), type(error).__name__, error)
