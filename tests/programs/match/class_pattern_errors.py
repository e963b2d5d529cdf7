class NoArgs:
    pass


class BadArgs:
    __match_args__ = 5


class BadItems:
    __match_args__ = (1,)


class Twice:
    __match_args__ = ("a", "a")
    a = 1


def attempt(source, **names):
    try:
        exec(source, names)
        print("ok")
    except Exception as error:
        print(type(error).__name__, error)


attempt("match v:\n case C(1): pass", v=NoArgs(), C=NoArgs)
attempt("match v:\n case C(1): pass", v=BadArgs(), C=BadArgs)
attempt("match v:\n case C(1): pass", v=BadItems(), C=BadItems)
attempt("match v:\n case C(1, 2): pass", v=Twice(), C=Twice)
attempt("match v:\n case C(1, a=2): pass", v=Twice(), C=Twice)
attempt("match v:\n case C(): pass", v=1, C=5)
attempt("match v:\n case int(1, 2): pass", v=1)
attempt("match v:\n case {x.k: 1, x.l: 2}: pass", v={5: 1}, x=type("X", (), {"k": 5, "l": 5}))
attempt("match v:\n case Missing(): pass", v=1)
attempt("match v:\n case C(missing=1): pass\n case _: print('default')", v=NoArgs(), C=NoArgs)
