for text in ("12", " 12 ", "-7", "+7", "1_000", "0", "-0", "\n5\t", "٣٤", "０１", "9" * 30, "007"):
    print(ascii(text), int(text))
for text in ("", " ", "1 2", "0x1", "1__0", "_1", "1_", "1.5", "abc", "--1", "+-1", "1e5", "\x00", "1\x00", "é", "+", "1" * 3 + "L"):
    try:
        print(int(text))
    except ValueError as error:
        print(error)
