for source in ("1\n2", "x = 1", "if x: pass", "pass", "1;", "", "#", "\n", "(1\n+2)", "1 # c", "  1", "\t\n1", "yield", "lambda: 0", "*a", "*a, b", "a := 1", "import x"):
    try:
        compile(source, "f", "eval")
        print(repr(source), "ok")
    except SyntaxError as error:
        print(repr(source), type(error).__name__, error.msg, error.lineno, error.offset)
import codeop

for source in ("x = 1", "if x:", "if x:\n  y", "(1,", "'''abc", "def f():\n  return 1\n", "x = ", "1 +", ")", "'abc", "@dec", "class A:\n  x = 1\n\n"):
    try:
        print(repr(source), codeop.compile_command(source) is not None)
    except SyntaxError as error:
        print(repr(source), error.msg)
