class Holder:
    x = property()
    y = property(lambda self: 1)

    class Inner:
        z = property(lambda self: 1)


for text in ("Holder().x", "Holder().x = 1", "del Holder().x", "Holder().y = 1", "del Holder().y", "Holder.Inner().z = 1"):
    try:
        exec(text)
    except AttributeError as error:
        print(text, "->", error)
