for text in ("a", "it's", 'say "hi"', "both ' and \"", "\n\r\t\\", "\x00\x1f\x7f", "\x80\xa0\xad", "é", "\u200b\u2028", "\ud800", "\U0001F600", "\U000e0001", "\u0378", "'", '"'):
    print(ascii(repr(text)), ascii(text), len(repr(text)))
print([ "a'b" ], {"k\n": 'v"'}, ("\\",))
