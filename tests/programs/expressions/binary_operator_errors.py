operators = "+ - * / // % ** << >> & | ^ @ < <= > >=".split()
pairs = [("1", "'a'"), ("'a'", "1.5"), ("[]", "{}"), ("None", "1"), ("b'x'", "'x'")]
for left, right in pairs:
    for operator in operators:
        text = f"{left} {operator} {right}"
        try:
            print(text, "=", eval(text))
        except TypeError as error:
            print(text, "->", error)
