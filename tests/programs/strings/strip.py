print(repr("  a b ".strip()), repr("  a ".lstrip()), repr("  a ".rstrip()), "xxaxx".strip("x"), "abcba".strip("ab"), "abc".strip(""), repr("\u2003\x1fa\x85".strip()), "mississippi".lstrip("ims"), "a".strip(None))
print("prefix-body".removeprefix("prefix-"), "body.txt".removesuffix(".txt"), "abc".removeprefix("x"), "abc".removesuffix(""), "aaa".removeprefix("aa"))
for call in ("'a'.strip(1)", "'a'.removeprefix()", "'a'.removesuffix(1)"):
    try:
        eval(call)
    except TypeError as error:
        print(call, error)
