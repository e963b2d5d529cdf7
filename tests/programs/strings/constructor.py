class WithStr:
    def __str__(self):
        return "text"

    def __repr__(self):
        return "repr"


class BadStr:
    def __str__(self):
        return 5


print(str(), str(5), str(WithStr()), repr(WithStr()), [WithStr()], f"{WithStr()} {WithStr()!r}", str(b"abc"), str(b"abc", "ascii"), str(b"\xff", errors="replace") == "\ufffd", str(object="x"), str(bytearray(b"x"), encoding="utf-8"))
for call in ("str(BadStr())", "str('a', 'utf-8')", "str(5, 'utf-8')", "str(b'\\xff', 'utf-8')", "str(b'a', 'nope')", "str(1, 2, 3, 4)", "str(b'a', 5)"):
    try:
        print(eval(call))
    except Exception as error:
        print(call, type(error).__name__, error)
