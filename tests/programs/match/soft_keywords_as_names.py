match = 5
case = [match]
_ = "underscore"
print(match, case, _, match + 1, match * (2), case[0])
match (match):
    case 5:
        print("matched five")
match case:
    case [case]:
        print(case)
match match, _:
    case (5, "underscore"):
        print("tuple subject")
type = print
type("type is a name")
match: int = 3
print(match)
