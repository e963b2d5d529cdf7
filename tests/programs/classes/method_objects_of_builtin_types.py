print(str.upper("a"), list.append.__name__, int.__add__(1, 2), dict.get({"a": 1}, "a"), [].append.__name__, str.join.__qualname__, "".join.__qualname__, type(str.upper).__name__, type("".upper).__name__, type(int.__add__).__name__, type((1).__add__).__name__, type(int.real).__name__, type(dict.fromkeys).__name__)
print(repr(str.upper), repr(int.__add__), repr(len), repr(int.real))
for call in ("str.upper(5)", "list.append(1, 2)", "int.__add__('a', 1)", "str.upper()", "dict.keys([])", "int.__add__(1)", "int.__add__()", "int.real.__get__('a')", "list.append([])", "(1).__add__()", "(1).__add__('a')", "str.__len__(5)"):
    try:
        print(eval(call))
    except TypeError as error:
        print(call, error)
