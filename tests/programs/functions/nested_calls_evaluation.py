def trace(name):
    def inner(*args, **kwargs):
        print(name, args, sorted(kwargs.items()))
        return name

    print("looked up", name)
    return inner


trace("f")(trace("a")(1), *[trace("b")()], k=trace("c")(), **{"d": trace("d")()})
