print(b"\x00\xffab".hex(), b"\x01\x02\x03\x04".hex(":"), b"abcdef".hex("-", 2), b"abcde".hex("_", -2), b"".hex(), bytes.fromhex("00 ff 61"), bytes.fromhex(""), bytes.fromhex("AbCd"), b"ab".hex(b":"))
for call in ("bytes.fromhex('0')", "bytes.fromhex('zz')", "bytes.fromhex('0 0')", "bytes.fromhex(5)", "b'a'.hex('ab')", "b'a'.hex(5)", "b'a'.hex('é')", "bytes.fromhex('00 é')"):
    try:
        print(eval(call))
    except Exception as error:
        print(call, type(error).__name__, error)
