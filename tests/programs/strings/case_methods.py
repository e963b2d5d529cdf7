for text in ("hello World", "ÉCOLE straße", "ǆ ﬁ İ", "a1b2", "they're bill's", ""):
    print([ascii(result) for result in (text.upper(), text.lower(), text.title(), text.capitalize(), text.swapcase(), text.casefold())])
print("ΑΣ".lower(), "ΑΣΑ".lower(), "ß".upper(), "ŉ".upper() == "ʼN", "İ".lower() == "i̇")
