sources = ["*a", "*a = 1", "*a, = 1", "*a, *b = c", "x = *a", "x = *a,", "(*a)", "(*a, b)", "print(*a)", "[*a]", "[*a for a in b]", "{**a for a in b}", "{*a for a in b}", "(*a for a in b)", "{*a: 1}", "{**a: 1}", "{1: *a}", "{1: **a}", "del *a", "del *a, b", "return *a", "for x in *a, b: pass", "for *x in y: pass", "*a += 1", "*a: int", "[x for x]", "[for x in y]", "[x for x in y if]", "[x for 1 in y]", "[x, y for x in z]", "[x for x in y else z]", "{x: y for x in z, w}", "{x, y: 1}", "[x = 1 for x in y]", "[x := 1 for y in z]", "[i := 0 for i in y]", "[[(j := 0) for i in y] for j in z]", "[x for x in (y := z)]", "[x for x in y if (x := 1)]", "class A:\n [x := 1 for y in z]", "a[*b]", "a[*b, c] = 1", "a[b:*c]", "x: *a = 1", "a, b += 1", "(a) += 1", "(a, b) += 1", "[a] += 1", "f() += 1", "1 += a", "a + b += c", "None += 1", "x = y += 1", "with a as *b: pass", "with (a as b, c as (d, *e)): pass", "with a as f(): pass", "with (a, b as 1): pass", "import a as None", "import a.b as True", "from a import b as 1", "except = 1"]
for source in sources:
    try:
        compile(source, "f", "exec")
        print(repr(source), "ok")
    except SyntaxError as error:
        print(repr(source), error.msg, error.lineno, error.offset)
