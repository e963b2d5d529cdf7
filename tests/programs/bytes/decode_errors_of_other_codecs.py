for data, encoding in ((b"\x80", "ascii"), (b"a", "utf-16-le"), (b"\x00\xd8", "utf-16-le"), (b"abc", "utf-32-le"), (b"\xff\xff\xff\xff", "utf-32-le"), (b"\\x4", "unicode_escape"), (b"\\N{NOPE}", "unicode_escape"), (b"a", "no-codec"), (b"\x81", "cp1252"), (b"zz", "hex"), (b"a", "rot13")):
    try:
        print(data.decode(encoding))
    except Exception as error:
        print(encoding, type(error).__name__, error)
