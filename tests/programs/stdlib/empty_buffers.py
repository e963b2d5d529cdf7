import array
import io
import itertools
import json
import marshal
import os
import pickle
import re
import struct
import zlib

EMPTY = (b"", bytearray(), memoryview(b""), memoryview(bytearray()), array.array("i"))

for data in EMPTY:
    print(bytes(data), bytearray(data), b"".join([data, data]), zlib.crc32(data), bytearray(b"ab").find(data))
    target = bytearray(b"xy")
    target += data
    target.extend(data)
    target[1:1] = data
    print(target, bytes(data) + b"z", b"z" + bytes(data), bytes(data) * 3, data == b"")
    stream = io.BytesIO(data)
    print(stream.write(data), stream.read(), stream.getvalue(), stream.readinto(bytearray()))
    buffered = io.BufferedRandom(io.BytesIO(data))
    print(buffered.write(data), buffered.read(), buffered.readinto(bytearray()), buffered.peek())
    print(struct.pack("0s", bytes(data)), struct.unpack("", data), list(struct.iter_unpack("i", data)))
    print(re.findall(rb"x", data), re.sub(rb"x", rb"y", bytes(data)), int.from_bytes(data, "big"))

for data in EMPTY[1:2] + EMPTY[3:]:
    print(io.BytesIO(b"abc").readinto(data), io.BufferedReader(io.BytesIO(b"abc")).readinto(data))
    struct.pack_into("", data, 0)

numbers = array.array("i")
numbers.frombytes(b"")
numbers.extend(array.array("i"))
numbers[0:0] = array.array("i")
print(numbers, numbers * 2, numbers + numbers, numbers.tobytes(), numbers[::2])

text = io.StringIO("")
print(text.write(""), text.getvalue() == "", text.read() == "")
print("".join([]) == "", "" + "" == "", "".encode(), b"".decode() == "", "" * 5 == "", "".translate({}) == "")
print(pickle.loads(pickle.dumps(["", b"", bytearray()])), marshal.loads(marshal.dumps(("", b"", (), 0))))
print(json.dumps(""), json.loads('""') == "", bytes(itertools.chain()), [].sort(), sorted(()))
descriptor = os.open(os.devnull, os.O_RDWR)
print(os.write(descriptor, b""), os.read(descriptor, 0), os.writev(descriptor, [b""]), os.readv(descriptor, [bytearray()]))
os.close(descriptor)
