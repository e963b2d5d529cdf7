def show(cls, depth=0):
    if cls.__module__ != "builtins":
        return
    print("  " * depth + cls.__name__)
    for sub in sorted(cls.__subclasses__(), key=lambda c: c.__name__):
        show(sub, depth + 1)


show(BaseException)
