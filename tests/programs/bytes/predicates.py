names = "isalnum isalpha isascii isdigit islower isspace istitle isupper".split()
for data in (b"abc", b"ABC", b"Abc", b"123", b" \t\x0b", b"", b"a1", b"\xe9", b"A b"):
    print(data, [name for name in names if getattr(data, name)()])
