names = "isalnum isalpha isascii isdecimal isdigit isidentifier islower isnumeric isprintable isspace istitle isupper".split()
for text in ("abc", "ABC", "Abc Def", "123", "١٢", "²", "½", "五", " \t\n", "", "a_1", "1a", "é", "\x00", "\u2028", "ǅ", "_", "a b", "class"):
    print(ascii(text), [name for name in names if getattr(text, name)()])
