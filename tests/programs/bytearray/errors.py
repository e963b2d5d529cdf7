for call in ("bytearray(b'a').append(256)", "bytearray(b'a').append('a')", "bytearray().pop()", "bytearray(b'a').pop(5)", "bytearray(b'a').remove(98)", "bytearray(b'ab').__setitem__(0, 256)", "bytearray(b'ab').__setitem__(5, 1)", "bytearray(b'abcd').__setitem__(slice(0, 4, 2), b'xyz')", "bytearray('a')", "bytearray(-1)", "hash(bytearray())", "bytearray(b'a').extend('a')", "bytearray(b'a').extend([256])", "bytearray(b'a').extend(5)", "bytearray(b'ab').__setitem__(0, b'a')", "bytearray(b'ab').__setitem__(slice(0, 1), 5) ", "bytearray().insert(0, -1)", "bytearray(b'a').index(b'z')"):
    try:
        print(call, eval(call))
    except Exception as error:
        print(call, type(error).__name__, error)
