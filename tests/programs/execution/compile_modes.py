print(eval(compile("1 + 1", "f", "eval")))
exec(compile("x = 5\nprint(x)", "f", "exec"))
exec(compile("'shown by displayhook'", "f", "single"))
exec(compile("None", "f", "single"))
exec(compile("y = 1; y + 1", "f", "single"))
print(eval(compile("z = 1", "f", "exec")))
for source, mode in (("x = 1", "eval"), ("1; 2", "eval"), ("", "eval"), ("", "exec"), ("", "single"), ("x = 1\ny = 2", "single"), ("if 1:\n  pass", "single"), ("if 1:\n  pass\n", "single")):
    try:
        compile(source, "f", mode)
        print(repr(source), mode, "ok")
    except SyntaxError as error:
        print(repr(source), mode, error.msg)
