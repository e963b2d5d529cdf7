def function(a, b=2):
    c = 3
    before = dict(locals())
    d = 4
    return before, sorted(locals())


print(function(1))
print(globals()["function"] is function, "__name__" in globals(), globals() is globals())
globals()["injected"] = 5
print(injected)


class Body:
    value = 1
    names = sorted(n for n in locals() if not n.startswith("_"))


print(Body.names)


def outer():
    free = 1

    def inner():
        free
        return locals()

    return inner()


print(outer())
