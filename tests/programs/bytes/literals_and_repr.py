print(b"abc", b"\x00\xff\n\t\r\\", b"it's", b'say "hi"', b"both ' and \"", bytes(range(32, 40)), b"", [b"a"], str(b"x"), ascii(b"\x80"))
print(b"abc"[0], b"abc"[-1], b"abc"[1:], b"abc"[::-1], list(b"abc"), len(b"\x00\x00"), b"a" b"b")
