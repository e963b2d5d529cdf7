text = " a b  c "
print(text.split(), text.split(" "), text.split(None, 1), text.split(" ", 2), "".split(), "".split(","), "a,b,,c".split(","), "a,b,c".split(",", -1), "a,b".split(",", 0), "abc".split("abc"))
print(text.rsplit(), text.rsplit(" ", 1), text.rsplit(None, 1), "a,b,c".rsplit(",", 1), "aXXbXXc".split("XX", maxsplit=1), "a\u2003b\x1cc\x85d".split())
for call in ("'a'.split('')", "'a'.split(1)", "'a'.split(',', 'x')", "'a'.rsplit('')", "'a'.split(',', 1.5)"):
    try:
        print(eval(call))
    except Exception as error:
        print(call, type(error).__name__, error)
