print(b"a b  c".split(), b"a,b,c".split(b","), b"a,b,c".rsplit(b",", 1), b"a\nb\r\nc\x0bd".splitlines(), b"a\nb".splitlines(True), b"a=b".partition(b"="), b"a=b".rpartition(b"x"), b",".join([b"a", bytearray(b"b"), memoryview(b"c")]), b" a ".strip(), b"xax".strip(b"x"), b"xax".lstrip(b"x"), b"a\x00 ".rstrip())
for call in ("b'a'.split('')", "b'a'.split(b'')", "b','.join([1])", "b','.join(['a'])", "b','.join(b'ab')", "b'a'.strip('a')", "b'a'.partition(b'')", "b','.join(5)"):
    try:
        print(eval(call))
    except Exception as error:
        print(call, type(error).__name__, error)
