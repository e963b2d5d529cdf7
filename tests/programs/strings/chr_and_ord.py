print(chr(65), ord("a"), ascii(chr(0x10FFFF)), ord("\U0001F600"), ord(b"a"), ord(bytearray(b"z")), ascii(chr(0xD800)), chr(True) == "\x01")
for call in ("chr(-1)", "chr(0x110000)", "chr('a')", "chr(1.0)", "ord('ab')", "ord('')", "ord(5)", "ord(b'ab')", "chr(10**30)", "ord()", "ord(None)", "chr(2**31)"):
    try:
        print(eval(call))
    except Exception as error:
        print(call, type(error).__name__, error)
