text = "a\ud83d\ude00b"
print(len(text), ascii(text), text == "a\U0001F600b", ascii("\ud83d" + "\ude00"))
try:
    print(text)
except UnicodeEncodeError as error:
    print(error)
print(b"\xff\xfea".decode("utf-8", "surrogateescape").encode("utf-8", "surrogateescape"), text.encode("utf-16-le", "surrogatepass").decode("utf-16-le") == "a\U0001F600b")
