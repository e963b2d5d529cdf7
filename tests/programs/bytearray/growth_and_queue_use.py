data = bytearray()
for n in range(1000):
    data.append(n % 256)
print(len(data), sum(data))
total = 0
while data:
    total += data[0]
    del data[:7]
print(total)
data = bytearray(b"x" * 100)
for _ in range(99):
    data.pop(0)
print(data)
