import warnings

warnings.simplefilter("ignore")


def generator():
    while True:
        try:
            yield
        except Exception as error:
            print(repr(error), error.__traceback__ is not None)


g = generator()
next(g)
g.throw(ValueError)
g.throw(ValueError("instance"))
g.throw(ValueError, "text")
g.throw(ValueError, ("a", "b"))
g.throw(ValueError, ValueError("both"), None)
for arguments in ((5,), ("x",), (ValueError("a"), 5), (ValueError, None, 5), (int,), ()):
    try:
        g.throw(*arguments)
    except TypeError as error:
        print(error)
