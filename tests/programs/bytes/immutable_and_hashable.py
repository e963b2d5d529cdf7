data = b"abc"
for text in ("data[0] = 1", "del data[0]", "data.x = 1"):
    try:
        exec(text)
    except (TypeError, AttributeError) as error:
        print(text, type(error).__name__, error)
print(hash(b"a") == hash(b"a"), {b"k": 1}[b"k"])
data += b"d"
data *= 2
print(data)
