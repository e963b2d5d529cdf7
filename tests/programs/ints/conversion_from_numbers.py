print(int(3.99), int(-3.99), int(1e20), int(True), int(2.0**70), int(-0.0), int())
for value in (float("nan"), float("inf"), float("-inf"), 1j, None, [], "1.0", b"1.0"):
    try:
        print(int(value))
    except (ValueError, OverflowError, TypeError) as error:
        print(type(error).__name__, error)
