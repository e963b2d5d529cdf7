ﬁne = 1
print(fine, "é".isidentifier(), "1a".isidentifier(), "a b".isidentifier(), "ª".isidentifier())
x = type("Ä", (), {})
print(x.__name__, sorted(k for k in globals() if k.startswith("f")))
日本 = "nihon"
print(日本, [ascii(k) for k in globals() if not k.isascii()])
