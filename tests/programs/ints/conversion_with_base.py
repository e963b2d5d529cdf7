print(int("ff", 16), int("0xFF", 16), int("0b11", 2), int("0o17", 8), int("z", 36), int("0xff", 0), int("0b1", 0), int("-0x_f", 0))
print(int("12", 3), int("11", base=2), int(b"11", 2), int(bytearray(b"7")), int("0", 0), int("00", 0))
for arguments in (("2", 2), ("ff", 10), ("8", 8), ("1", 1), ("1", 37), ("1", -1), ("010", 0), ("0x", 16), ("", 0), ("g", 16), (12, 10), (b"x", 16), ("1", 2.0)):
    try:
        print(int(*arguments))
    except (ValueError, TypeError) as error:
        print(arguments, type(error).__name__, error)
