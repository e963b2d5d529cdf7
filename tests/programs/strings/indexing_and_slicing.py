text = "héllo\U0001F600!"
print(len(text), [ascii(character) for character in text], ascii(text[5]), ascii(text[-2:]), ascii(text[::-1]), text[1:4], ascii(text[::2]), text[10:], text[3:1], text[:-3], ascii(text[-100:100]))
print("abc"[0], "abc"[-1], "abc"[True], "abc"[1:1] == "", "abc"[::-2])
for call in ("'abc'[3]", "'abc'[-4]", "str('abc')['a']", "'abc'[::0]", "'abc'[1.5:]", "str('abc')[None]"):
    try:
        eval(call)
    except Exception as error:
        print(type(error).__name__, error)
