print("a,b".split(sep=","), "a,b,c".split(",", maxsplit=1), "a\tb".expandtabs(tabsize=2), "a\n".splitlines(keepends=True), "a".encode(encoding="ascii", errors="strict"))
for call in ("'a'.upper(1)", "'a'.find(sub='a')", "'a'.split(foo=1)", "'a'.join(iterable=[])", "'a'.replace(old='a', new='b')", "'a'.encode(x=1)", "'a'.center(width=3)", "str.upper()", "str.upper(5)", "str.join(',', ['a'], 'b')", "'a'.lower(x=1)"):
    try:
        print(eval(call))
    except TypeError as error:
        print(call, error)
