data = bytearray(b"abc")
data[0] = 120
data.append(100)
data.extend(b"ef")
data.extend([103])
data.insert(1, 45)
print(data, data.pop(), data.pop(0), data, data.remove(ord("-")), data)
data[1:3] = b"LONGER"
print(data)
del data[::2]
print(data, len(data))
data += b"!"
data *= 2
data.reverse()
print(data, data.copy(), data.copy() is data)
data[::2] = b"." * len(data[::2])
data.clear()
print(data, bool(data))
