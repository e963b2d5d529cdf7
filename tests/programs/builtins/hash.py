print(hash(5), hash(-1), hash(1.0), hash(True), hash(2**61 - 1), hash(()) == hash(()), hash(None) == hash(None), hash("a") == hash("a"), hash(b"a") == hash(b"a"), hash((1, "a")) == hash((1, "a")))
for value in ([], {}, set(), bytearray(), slice(1), ([],), (1, {})):
    try:
        hash(value)
    except TypeError as error:
        print(error)
