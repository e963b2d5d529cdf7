# The name of a codec has to be valid text.
for name in ("utf-8\udce2", "\udc80", "utf-8"):
    for convert in (lambda: b"a".decode(name), lambda: "a".encode(name), lambda: str(b"a", name), lambda: bytes("a", name)):
        try:
            print(convert())
        except UnicodeEncodeError as error:
            print(error)
