data = bytearray(range(10))
data[2:5] = b""
print(list(data))
data[2:2] = b"\xaa\xbb"
print(list(data))
data[-2:] = range(3)
print(list(data))
data[100:] = [7]
del data[1:-1]
print(list(data))
data[:] = b"xyz" * 3
del data[1::3]
print(data)
data[5:2] = b"!"
print(data)
