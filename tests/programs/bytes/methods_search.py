data = b"hello world hello"
print(data.find(b"o"), data.find(111), data.rfind(b"hello"), data.index(b"w"), data.count(b"l"), data.count(108), data.find(b""), data.startswith(b"he"), data.startswith((b"x", b"he")), data.endswith(b"lo"), data.find(b"zz"), data.rindex(b"o"))
for call in ("data.find('a')", "data.index(b'zz')", "data.find(256)", "data.count(None)", "data.startswith('a')", "data.startswith(['a'])", "data.startswith((1,))", "data.rindex(b'q')", "data.find(1.5)"):
    try:
        print(eval(call))
    except Exception as error:
        print(call, type(error).__name__, error)
