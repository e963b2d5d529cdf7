import ast
from ast import *

P = dict(lineno=1, col_offset=0, end_lineno=1, end_col_offset=1)
ONE = Constant(1, **P)


def check(*body):
    try:
        compile(Module(list(body), []), "f", "exec")
        print("compiled")
    except (TypeError, ValueError, OverflowError) as error:
        print(type(error).__name__, error)


check(Pass(**P))
check(Pass())
check(None)
check(Expr(None, **P))
check(Expr(**P))
check(Expr(Constant(1, lineno=1), **P))
check(Expr(Constant(1, lineno="1", col_offset=0), **P))
check(Expr(Constant(1, lineno=2**40, col_offset=0), **P))
check(Expr(Constant([], **P), **P))
check(Expr(Name("True", Load(), **P), **P))
check(Expr(Name("x", Store(), **P), **P))
check(Expr(Name("x", 3, **P), **P))
check(Assign([ONE], ONE, **P))
check(If(ONE, [], [], **P))
check(If(ONE, (), [], **P))
check(Pass(lineno=5, col_offset=0, end_lineno=3, end_col_offset=0))
check(Expr(Compare(ONE, [], [], **P), **P))
check(Match(ONE, [match_case(MatchValue(Name("x", Load(), **P), **P), None, [Pass(**P)])], **P))
