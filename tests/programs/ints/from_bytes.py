print(int.from_bytes(b"\x01\x02", "big"), int.from_bytes(b"\x01\x02", "little"), int.from_bytes(b"", "big"), int.from_bytes(b"\xff\xff", "big", signed=True))
print(int.from_bytes(b"\xff" * 8, "little"), int.from_bytes(b"\x80" + b"\0" * 8, "big", signed=True), int.from_bytes([1, 2, 3]), int.from_bytes(bytearray(b"ab")))
for arguments in (("abc", "big"), (b"a", "x"), (5, "big"), ([256], "big")):
    try:
        print(int.from_bytes(*arguments))
    except Exception as error:
        print(type(error).__name__, error)
