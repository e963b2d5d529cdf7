print(b"a" + b"b", b"ab" * 3, 2 * b"x", b"a" * -1, b"a" in b"abc", 97 in b"abc", b"a" < b"b", b"a" == bytearray(b"a"), b"a" + bytearray(b"b"), bytearray(b"a") + b"b", b"a" == "a", b"" < b"\x00")
for call in ("b'a' + 'b'", "b'a' + 1", "b'a' * b'b'", "'a' in b'abc'", "256 in b'a'", "-1 in b'a'", "b'a' < 'a'", "b'a' < 1", "b'a' + [1]", "1.5 in b'a'"):
    try:
        print(eval(call))
    except (TypeError, ValueError) as error:
        print(call, type(error).__name__, error)
