import codecs

TEXT = "abc 漢字 かな ｶﾅ 中文 한국어 Ωé~\\"
NAMES = """gb2312 gbk gb18030 hz big5 cp950 big5hkscs euc_jp shift_jis cp932 euc_jis_2004 shift_jis_2004 euc_jisx0213 shift_jisx0213
euc_kr cp949 johab iso2022_kr iso2022_jp iso2022_jp_1 iso2022_jp_2 iso2022_jp_3 iso2022_jp_2004 iso2022_jp_ext""".split()
for name in NAMES:
    data = TEXT.encode(name, "replace")
    print(name, data, data.decode(name), TEXT.encode(name, "xmlcharrefreplace"))
    decoder = codecs.getincrementaldecoder(name)()
    print(ascii("".join(decoder.decode(data[i:i + 1], i + 1 == len(data)) for i in range(len(data)))) == ascii(data.decode(name)))
    for broken in (b"ab\xff\xfe", b"\xa4", b"\x1b$B0", b"~x"):
        try:
            print(ascii(broken.decode(name)))
        except UnicodeDecodeError as error:
            print(error)
print("\U0001f600\u20ac".encode("gb18030"), b"\x84\x31\xa4\x39".decode("gb18030", "replace"))
print(ascii("か\u309a".encode("euc_jis_2004").decode("euc_jis_2004")), "뢨".encode("euc_kr"))
