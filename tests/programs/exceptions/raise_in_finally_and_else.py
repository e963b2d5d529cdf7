def run(where):
    try:
        try:
            if where == "body":
                raise ValueError("body")
        except ValueError:
            print("handler")
        else:
            if where == "else":
                raise KeyError("else")
        finally:
            if where == "finally":
                raise TypeError("finally")
    except Exception as error:
        print(repr(error), repr(error.__context__))


for where in ("body", "else", "finally", "none"):
    run(where)
