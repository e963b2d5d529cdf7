class Plain:
    pass


for text in ("1 .foo", "'a'.foo", "None.x", "[].push", "len.x", "Plain.x", "Plain().x", "(lambda: 0).x", "int.x", "{}.a"):
    try:
        eval(text)
    except AttributeError as error:
        print(text, error)
