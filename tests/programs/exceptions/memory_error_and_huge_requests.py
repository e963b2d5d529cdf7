for call in ("[0] * (2**62)", "'a' * (2**62)", "bytes(2**62)", "bytearray(2**62)", "(1,) * (2**62)", "b'ab' * (2**63)", "list(range(10**30))"):
    try:
        eval(call)
    except (MemoryError, OverflowError) as error:
        print(call, type(error).__name__, error)
