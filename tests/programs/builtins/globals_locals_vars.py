x = 5


def function(a):
    b = 2
    return sorted(locals().items())


print(function(1), globals()["x"], "function" in globals(), vars(type("T", (), {"k": 1}))["k"])
for call in ("vars(5)", "vars(1, 2)", "globals(1)", "locals(1)", "vars(object())", "vars([])"):
    try:
        eval(call)
    except TypeError as error:
        print(call, error)
