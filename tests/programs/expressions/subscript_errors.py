for text in (
    "[1][1]", "[1][str()]", "(1,)[5]", "tuple()[None]", "'abc'[9]", "'abc'[float()]", "{}['k']", "{}[[]]", "object()[0]",
    "b'abc'[4]", "range(3)[3]", "[1][1:2:0]", "len[0]", "[][-1]", "(1,2)['x':]", "int()[0]", "set()[0]",
    "int['x']", "object()[1]",
):
    try:
        print(text, eval(text))
    except Exception as error:
        print(text, type(error).__name__, error)
