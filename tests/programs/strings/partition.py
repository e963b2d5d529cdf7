print("a=b=c".partition("="), "a=b=c".rpartition("="), "abc".partition("="), "abc".rpartition("="), "".partition("x"), "aXXb".partition("XX"))
for call in ("'a'.partition('')", "'a'.partition(1)", "'a'.rpartition('')"):
    try:
        eval(call)
    except Exception as error:
        print(call, type(error).__name__, error)
