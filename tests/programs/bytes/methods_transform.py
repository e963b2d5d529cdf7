print(b"Hello".upper(), b"HeLLo".lower(), b"hello wORLD".title(), b"hELLO".capitalize(), b"aB".swapcase(), b"\xe9".upper(), b"a".center(5), b"a".ljust(3, b"."), b"a".rjust(3, b"."), b"-5".zfill(4), b"a\tb".expandtabs(4), b"aXb".replace(b"X", b"--"), b"abc".replace(b"", b"-"), b"pre-x".removeprefix(b"pre-"), b"x.py".removesuffix(b".py"))
print(b"abc".translate(bytes.maketrans(b"ab", b"xy")), b"abc".translate(None, b"b"), b"abcabc".translate(bytes.maketrans(b"a", b"z"), delete=b"c"))
for call in ("b'a'.translate(b'short')", "bytes.maketrans(b'a', b'bc')", "b'a'.center(3, b'ab')", "b'a'.center(3, 'x')", "b'a'.replace('a', b'b')", "b'a'.translate(5)", "bytes.maketrans('a', 'b')"):
    try:
        print(eval(call))
    except Exception as error:
        print(call, type(error).__name__, error)
