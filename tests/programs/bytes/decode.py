print(b"abc".decode(), "é€\U0001F600".encode().decode() == "é€\U0001F600", b"\xe9".decode("latin-1"), ascii(b"\xff\xfe".decode("utf-8", "replace")), repr(b"a\xffb".decode("ascii", "ignore")), b"\x80".decode("utf-8", "backslashreplace"), ascii(b"\xff".decode("utf-8", "surrogateescape")), b"a\x00b\x00".decode("utf-16-le"), b"\xff\xfea\x00".decode("utf-16"), b"\xef\xbb\xbfx".decode("utf-8-sig"), rb"\u0041\n".decode("unicode_escape") == "A\n", b"\x80".decode("cp1252"))
for data in (b"\xff", b"a\xc3", b"\xe2\x82", b"\xed\xa0\x80", b"\xc0\x80", b"\xf5\x80\x80\x80", b"ab\x80cd", b"\xf0\x9f\x98", b"\xe2(\xa1"):
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        print(error, error.start, error.end, error.reason)
    print(ascii(data.decode("utf-8", "replace")), repr(data.decode("utf-8", "ignore")))
