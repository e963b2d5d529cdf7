class Subject(list):
    pass


def subject():
    print("evaluated")
    return Subject([1, 2, 3])


match subject():
    case [1, 9, *_]:
        pass
    case [1, *rest]:
        print(rest, type(rest))
match {"a": 1, "b": 2}:
    case {**everything}:
        print(everything)
match 1, *[2, 3]:
    case 1, *others:
        print(others)
match (1,):
    case (x,):
        print(x)
match "string":
    case "str" "ing":
        print("joined literal")
