error = ValueError("v")
error.__cause__ = KeyError("k")
print(repr(error.__cause__), error.__suppress_context__)
error.__context__ = TypeError("t")
error.__suppress_context__ = False
print(repr(error.__context__), error.__suppress_context__)
for text in ("error.__cause__ = 5", "error.__context__ = 'a'", "del error.__cause__", "error.__traceback__ = 5", "error.args = 5", "del error.args", "error.__suppress_context__ = 'x'"):
    try:
        exec(text)
        print(text, "ok")
    except TypeError as problem:
        print(text, "->", problem)
error.args = (1, 2)
print(error, error.args)
print(error.with_traceback(None) is error, error.__traceback__)
try:
    error.with_traceback(5)
except TypeError as problem:
    print(problem)
