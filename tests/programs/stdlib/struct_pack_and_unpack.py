import struct

print(struct.pack("<ihb?q", 1, -2, 3, True, 2**40), struct.pack(">fd", 1.5, -2.25), struct.pack("!H4s3p", 65535, b"ab", b"xyz"), struct.unpack("<I", b"\x01\x00\x00\x01"), struct.unpack(">hH", b"\xff\xfe\xff\xfe"), struct.calcsize("<bhilq"), struct.calcsize("@bi"), struct.calcsize("@b0i") , struct.unpack("<e", struct.pack("<e", 0.5)), list(struct.iter_unpack("<H", b"\1\0\2\0")), struct.unpack_from("<B", b"abc", 1), struct.pack("3x"), struct.pack("c", b"z"), struct.Struct("<2h").size)
for call in ("struct.pack('B', 256)", "struct.pack('b', -129)", "struct.pack('i', 'a')", "struct.pack('i')", "struct.pack('i', 1, 2)", "struct.unpack('i', b'a')", "struct.pack('z', 1)", "struct.pack('H', 1.5)", "struct.pack('c', b'ab')", "struct.pack('s', 'a')", "struct.pack('<Q', -1)", "struct.pack('<q', 2**63)", "struct.pack('<f', 1e300)", "struct.calcsize('<P')", "struct.unpack_from('<I', b'abc', 1)", "struct.pack('<e', 1e10)"):
    try:
        print(eval(call))
    except Exception as error:
        print(call, type(error).__name__, error)
