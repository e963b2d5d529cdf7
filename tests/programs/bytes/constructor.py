class WithBytes:
    def __bytes__(self):
        return b"custom"


class WithIndex:
    def __index__(self):
        return 2


print(bytes(), bytes(3), bytes([1, 2, 255]), bytes("é", "utf-8"), bytes("a", encoding="ascii"), bytes(b"x"), bytes(bytearray(b"y")), bytes(memoryview(b"z")), bytes(range(3)), bytes(WithBytes()), bytes(WithIndex()), bytes(x for x in (65, 66)), bytes(True))
for call in ("bytes('a')", "bytes([256])", "bytes([-1])", "bytes(-1)", "bytes(['a'])", "bytes(1.5)", "bytes(None)", "bytes(1, 'ascii')", "bytes('é', 'ascii')", "bytes([1], errors='x')", "bytes(10**30)", "bytes({'a': 1})", "bytes(object())"):
    try:
        print(eval(call))
    except Exception as error:
        print(call, type(error).__name__, error)
