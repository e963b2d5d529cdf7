for text in ("1()", "'a'()", "None()", "[]()", "(1)(2)", "{}()", "1.5()", "...()", "object()()"):
    try:
        eval(text)
    except TypeError as error:
        print(text, error)
