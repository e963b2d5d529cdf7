sources = ["def f(a, a): pass", "def f(a=1, b): pass", "def f(*): pass", "def f(*, **k): pass", "def f(**k, a): pass", "def f(**k, *a): pass", "def f(*a, *b): pass", "def f(a, /, b, /): pass", "def f(/): pass", "def f(*, /): pass", "def f(a, *, b, /): pass", "def f(*a, b, /): pass", "def f(None): pass", "def f(True=1): pass", "def f(__debug__): pass", "def f(a.b): pass", "def f(1): pass", "def f(a:): pass", "def f(a=): pass", "def f(*a=1): pass", "def f(**k=1): pass", "def f(a) ->: pass", "def f(*a, *): pass", "def f(*, *a): pass", "def f(a, *, ): pass", "lambda a, a: 1", "lambda a=1, b: 1", "lambda *: 1", "lambda (a): 1", "lambda **k, a: 1", "lambda a, /, b, /: 1", "lambda *, **k: 1", "lambda a=: 1", "def f(a, b=1, c, d): pass", "def f(*a:*b): pass", "def f(a, **k, ): pass", "def f((a, b)): pass", "async lambda: 1", "def None(): pass", "def f(a, *args, a): pass", "def f(a):\n global a", "def f(a):\n nonlocal a", "def f():\n nonlocal q", "def f():\n x = 1\n global x", "def f():\n print(x)\n global x", "def f():\n global x\n nonlocal x", "def f():\n x: int\n global x", "def f():\n for x in y: pass\n nonlocal x", "def g():\n x = 1\n def f():\n  nonlocal x\n  global x"]
for source in sources:
    try:
        compile(source, "f", "exec")
        print(repr(source), "ok")
    except SyntaxError as error:
        print(repr(source), error.msg, error.lineno, error.offset)
