text = "aé€\U0001F600"
for encoding in ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-8-sig", "unicode_escape", "raw_unicode_escape", "utf-7", "UTF8", "U8", "utf_16_be"):
    print(encoding, text.encode(encoding))
for errors in ("ignore", "replace", "xmlcharrefreplace", "backslashreplace", "namereplace"):
    print(errors, text.encode("ascii", errors), text.encode("latin-1", errors))
print("é".encode("latin-1"), "é".encode("cp1252"), "\udc80".encode("utf-8", "surrogateescape"), "\ud800".encode("utf-8", "surrogatepass"), "a".encode())
