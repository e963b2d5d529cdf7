text = "hello"
print(text.startswith("he"), text.startswith(("x", "he")), text.startswith("l", 2), text.startswith("", 5), text.startswith("", 6), text.endswith("lo"), text.endswith("l", 0, -1), text.endswith(()), text.endswith(("", )))
for call in ("'a'.startswith(1)", "'a'.startswith((1,))", "'a'.endswith(['a'])", "'a'.startswith()", "'a'.startswith('a', 'b')"):
    try:
        eval(call)
    except TypeError as error:
        print(call, error)
