data = bytearray(b"abcdef")
view = memoryview(data)
view[0] = 65
view[1:3] = b"BC"
part = view[3:]
part[0] = ord("D")
print(data, view.readonly)
for text in ("view[10] = 1", "view[0] = 256", "view[0] = b'a'", "view[0:2] = b'abc'", "del view[0]", "memoryview(b'a')[0] = 1", "view['a']", "view[0] = 1.5", "view[0:2] = 5"):
    try:
        exec(text)
    except Exception as error:
        print(text, type(error).__name__, error)
