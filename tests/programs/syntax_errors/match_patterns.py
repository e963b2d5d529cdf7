cases = ["case 1 + 2: pass", "case a | b: pass", "case a | 1: pass", "case _ | 1: pass", "case {**r, 'a': 1}: pass", "case {a: 1}: pass", "case [a, a]: pass", "case [*a, *b]: pass", "case {'a': 1, 'a': 2}: pass", "case C(a=1, b): pass", "case C(a=1, a=2): pass", "case f'x': pass", "case -a: pass", "case 1 + a: pass", "case 1j + 1: pass", "case 1 + 1j: pass", "case (a as b) | c: pass", "case a as 1: pass", "case a as _: pass", "case a as b.c: pass", "case 1 as a, 2 as a: pass", "case {**_}: pass", "case *a: pass", "case *_, b: pass", "case: pass", "case x if: pass", "case a.b.c: pass", "case a(): pass", "case a().b: pass", "case x, : pass", "case x:\n  pass\n case y: pass", "case _:\n  pass\n case 1: pass", "case [a] | [b]: pass", "case (a, b) | [a, b]: pass", "case {'k': a} | {'j': a}: pass", "case not 1: pass", "case 'a' 'b': pass", "case None.x: pass"]
for case in cases:
    try:
        compile(f"match v:\n {case}", "f", "exec")
        print(repr(case), "ok")
    except SyntaxError as error:
        print(repr(case), error.msg, error.lineno, error.offset)
