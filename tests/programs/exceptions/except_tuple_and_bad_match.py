def attempt(expression):
    try:
        try:
            raise ValueError("v")
        except expression:
            print("matched")
    except BaseException as error:
        print(type(error).__name__, error)


attempt((KeyError, ValueError))
attempt(((KeyError, IndexError), ValueError))
attempt(())
attempt(int)
attempt(5)
attempt("ValueError")
attempt((ValueError, 5))
attempt((KeyError, 5))
attempt([ValueError])
attempt(None)
