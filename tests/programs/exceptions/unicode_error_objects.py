error = UnicodeDecodeError("utf-8", b"ab\xffcd", 2, 3, "invalid start byte")
print(error, repr(error), error.encoding, error.object, error.start, error.end, error.reason)
error.reason = "changed"
error.start = 1
print(error)
print(UnicodeEncodeError("ascii", "aé", 1, 2, "ordinal"), UnicodeEncodeError("ascii", "aé€", 1, 3, "r"), UnicodeTranslateError("aé", 1, 2, "why"), UnicodeEncodeError("x", "\U0001F600", 0, 1, "r"))
for call in ("UnicodeDecodeError()", "UnicodeDecodeError('a', 'b', 1, 2, 'c')", "UnicodeEncodeError('a', b'b', 1, 2, 'c')", "UnicodeTranslateError(1, 2, 3)"):
    try:
        eval(call)
    except TypeError as error:
        print(error)
