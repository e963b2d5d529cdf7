"""Binary parsing with struct, bytes, bytearray and memoryview.

Exercises packing and unpacking of records, slices, translation, hexadecimal
text, and a checksum computed byte by byte.
"""
import struct
import sys

SCALE = 190
QUICK = 31
EXPECTED = ((8301932, True), (True, True, 8148, 1000, 22006))

HEADER = struct.Struct("<4sHHI")
RECORD = struct.Struct(">IhBxd6s")


def encode(count):
    out = bytearray(HEADER.pack(b"PACK", 1, RECORD.size, count))
    for number in range(count):
        name = b"n%05d" % number
        out += RECORD.pack(number * 17, number % 3000 - 1500, number % 256, number / 8, name)
    out += struct.pack("!I", checksum(out))
    return bytes(out)


def checksum(data):
    low, high = 1, 0
    for byte in data:
        low = (low + byte) % 65521
        high = (high + low) % 65521
    return high << 16 | low


def decode(data):
    magic, version, size, count = HEADER.unpack_from(data)
    if (magic, version, size) != (b"PACK", 1, RECORD.size):
        sys.exit("struct_bytes: the header is wrong")
    body = memoryview(data)[HEADER.size:-4]
    total = 0
    for start in range(0, len(body), size):
        identity, delta, small, ratio, name = RECORD.unpack(body[start:start + size])
        total += identity + delta + small + int(ratio) + int(name[1:])
    for fields in RECORD.iter_unpack(body):
        total += fields[2]
    return total, int.from_bytes(data[-4:], "big") == checksum(data[:-4])


def massaged(data):
    table = bytes(range(255, -1, -1))
    turned = data.translate(table).translate(table)
    text = data.hex()
    pieces = data.split(b"\x00")
    return turned == data, bytes.fromhex(text) == data, len(pieces), data.count(b"n0"), data.find(b"n00999")


def run():
    data = encode(1000)
    return decode(data), massaged(data)


if __name__ == "__main__":
    argument = sys.argv[1] if len(sys.argv) > 1 else SCALE
    for _ in range(QUICK if argument == "--quick" else int(argument)):
        answer = run()
        if answer != EXPECTED:
            sys.exit("struct_bytes: wrong answer %r, expected %r" % (answer, EXPECTED))
    print("struct_bytes ok", answer)
