import unicodedata

for character in ("a", "É", "½", "€", "٣", "\u0301", "中", "\U0001F600"):
    print(ascii(character), unicodedata.name(character), unicodedata.category(character), unicodedata.bidirectional(character), unicodedata.combining(character), unicodedata.numeric(character, None), unicodedata.decomposition(character))
print(ascii(unicodedata.normalize("NFD", "é")), ascii(unicodedata.normalize("NFC", "e\u0301")), unicodedata.normalize("NFKC", "ﬁ"), unicodedata.lookup("BULLET"), unicodedata.unidata_version, unicodedata.east_asian_width("中"))
for call in ("unicodedata.name('\\x00')", "unicodedata.lookup('NOPE')", "unicodedata.numeric('a')", "unicodedata.normalize('X', 'a')", "unicodedata.name('ab')"):
    try:
        eval(call)
    except Exception as error:
        print(type(error).__name__, error)
