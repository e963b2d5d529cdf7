for specification in ("", "s", "5", "<5", ">5", "^5", "*^7", ".2", "5.1s", "é>4", "05", "0<5", "<05s"):
    print(repr(specification), repr(format("abc", specification)))
for specification in ("d", "=5", "+", ",", "x", "#", " ", "5.", "_", "z", "ss", "=05", "-5"):
    try:
        print(repr(specification), format("abc", specification))
    except ValueError as error:
        print(repr(specification), error)
