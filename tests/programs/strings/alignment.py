print([text for text in ("a".ljust(3), "a".rjust(3), "a".center(4), "ab".center(5), "abc".center(2), "a".ljust(3, "*"), "a".center(4, "é"), "".center(3, "-"), "abc".center(6, "."), "ab".center(7, "."))])
print("42".zfill(5), "-42".zfill(5), "+42".zfill(5), "".zfill(2), "abc".zfill(2), "--1".zfill(5), "é".zfill(3))
for call in ("'a'.ljust(5, 'ab')", "'a'.center('x')", "'a'.rjust(5, '')", "'a'.zfill(1.5)", "'a'.center(5, b'x')"):
    try:
        eval(call)
    except TypeError as error:
        print(call, error)
