def inner():
    try:
        yield 1
        yield 2
    except ValueError as error:
        print("inner caught", error)
        yield "recovered"
    finally:
        print("inner finally")


def outer():
    try:
        yield from inner()
    except KeyError as error:
        print("outer caught", error)
        yield "outer recovered"
    finally:
        print("outer finally")


g = outer()
print(next(g), g.throw(ValueError("v")), g.throw(KeyError("k")), list(g))
g = outer()
next(g)
g.close()
