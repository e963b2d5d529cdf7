error = SyntaxError("message", ("file.py", 3, 5, "source line\n", 3, 9))
print(error, error.msg, error.filename, error.lineno, error.offset, error.text, error.end_lineno, error.end_offset, error.args)
print(SyntaxError("only"), SyntaxError(), repr(SyntaxError("a", ("f", 1, 2, None))), SyntaxError("m", (None, 3, None, None)), SyntaxError("m", ("dir/f.py", None, None, None)))
for arguments in (("m", 5), ("m", (1, 2)), ("m", ("f", 1, 2))):
    try:
        SyntaxError(*arguments)
    except (TypeError, IndexError) as problem:
        print(type(problem).__name__, problem)
