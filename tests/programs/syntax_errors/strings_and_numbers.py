sources = ["'abc", '"abc', "'''abc", '"""abc\ndef', "'a' b'b'", "b'é'", "'\\x1'", "'\\u12'", "'\\U00110000'", "'\\N{nope}'", "'\\N'", "b'\\x'", "0777", "01", "0x", "0xg", "0b2", "0b", "0o8", "1__0", "1_", "1_.5", "1e", "1e+", "1.5.5", "1a", "0b1a", "0x1g", "1if 2else 3", "1_000_", "0_7", "1jj", "5 .real", "5.real", "$", "?", "`a`", "a!", "a ! b", "!a", "é = 1 €", "x = “text”", "\\", "x = \\y", "x = 1 \\ \n", "\u200bx", "\xa0x = 1", "ur'x'", "fb'x'", "rb'x' rb'y'"]
for source in sources:
    try:
        compile(source, "f", "exec", dont_inherit=True)
        print(ascii(source), "ok")
    except SyntaxError as error:
        print(ascii(source), type(error).__name__, ascii(error.msg), error.lineno, error.offset)
