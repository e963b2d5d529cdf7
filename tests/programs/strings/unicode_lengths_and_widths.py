for text in ("abc", "é", "ÿ", "Ā", "€", "\uffff", "\U00010000", "\U0010FFFF", "e\u0301"):
    print(ascii(text), len(text), [ord(character) for character in text], len(text.encode("utf-8")), ascii((text * 2)[len(text) :]))
mixed = "a" + "\xe9" + "\u20ac" + "\U0001F600"
print(ascii(mixed[:1]), mixed[:1].isascii(), ascii(mixed[1:3]), [mixed.find(character) for character in mixed], mixed[::-1] == "\U0001F600\u20ac\xe9a")
