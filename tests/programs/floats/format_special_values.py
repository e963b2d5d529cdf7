for specification in ("f", "F", "e", "E", "g", "G", "%", ".2f", "08.2f", "+", "8", "<8", "", "n", "=8", "*^9f"):
    print(repr(specification), [format(float(name), specification) for name in ("inf", "-inf", "nan")])
