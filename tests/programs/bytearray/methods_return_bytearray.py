data = bytearray(b"Hello World")
print(data.upper(), data.split(), data.replace(b"o", b"0"), data[1:3], data.partition(b" "), data.strip(b"Hd"), data.hex(), data.decode(), bytearray.fromhex("4142"), data * 2, data + b"!", b"!" + data, data.center(15, b"*"), bytearray(b",").join([b"a", b"b"]), data.title(), data.translate(None, b"l"))
