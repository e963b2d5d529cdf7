text = "hello world hello"
print(text.find("hello"), text.find("hello", 1), text.find("x"), text.rfind("hello"), text.rfind("hello", 0, 10), text.index("o"), text.rindex("o"))
print(text.find(""), text.find("", 17), text.find("", 18), text.rfind(""), "".find(""), text.find("o", -5), text.find("h", None, None), text.count("l"), text.count(""), text.count("ll", 3))
for call in ("text.index('zz')", "text.rindex('zz')", "text.find(1)", "text.count(None)", "text.find('a', 'b')", "text.find()"):
    try:
        print(eval(call))
    except Exception as error:
        print(call, type(error).__name__, error)
