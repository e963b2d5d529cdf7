sources = ["f(a=1, b)", "f(**k, a)", "f(**k, *a)", "f(a=1, a=2)", "f(a.b=1)", "f(1=2)", "f('a'=1)", "f(None=1)", "f(True=1)", "f(a=1, *b)", "f(a for a in b, c)", "f(c, a for a in b)", "f(a for a in b)", "f(a, *)", "f(**)", "f(*)", "f(a==1=2)", "f(a+b=1)", "f(lambda: 1=2)", "f(a=)", "f(=1)", "f(,)", "f(a,,b)", "f(a;b)", "f(x for x in y for z in w=1)", "f(print a)", "f(not a=1)", "f((a)=1)", "f(__debug__=1)", "f(a if b=1)", "f(a if b else c=1)", "f(**{}, b=1, **c)", "class A(b, *c, d=1): pass", "class A(b for b in c): pass", "f(a, b=1, c)", "f(**a, b)", "f(*a=1)", "f(:)", "f(yield)", "f(await x)"]
for source in sources:
    try:
        compile(source, "f", "exec")
        print(repr(source), "ok")
    except SyntaxError as error:
        print(repr(source), error.msg, error.lineno, error.offset, error.end_offset)
