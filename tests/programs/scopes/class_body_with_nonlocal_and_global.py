def outer():
    x = "outer"

    class Inner:
        nonlocal x
        x = "changed"
        y = x

    class Other:
        global gx
        gx = "global from class"

    return x, hasattr(Inner, "x"), Inner.y, hasattr(Other, "gx")


print(outer(), gx)


def lookup():
    name = "enclosing"

    class Body:
        copied = name
        other = copied.upper()

    return Body.copied, Body.other


print(lookup())
