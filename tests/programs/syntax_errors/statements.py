sources = ["if x\n pass", "if x:", "if x:\npass", "while 1", "for x in", "for x y:", "for 1 in x: pass", "for f() in x: pass", "def f", "def f(", "def f()", "def f():", "def f()\n pass", "def 1(): pass", "class", "class A", "class A:", "class A(:\n pass", "try:\n pass", "try:\n pass\nx = 1", "try:\n pass\nexcept:\n pass\nexcept E:\n pass", "with x\n pass", "with x as 1: pass", "import", "import a.", "from a", "from a import", "from a import (b", "from a import b,", "from . import *, x", "import a as b.c", "del", "del 1", "del f()", "del a + b", "return", "raise from x", "assert", "global", "nonlocal x", "pass x", "break", "continue", "else:\n pass", "elif x:\n pass", "except:\n pass", "finally:\n pass", "print x", "exec 'x'", "print 'a', b", "async x", "async def f(", "match x:", "match x:\n pass", "match x:\n case 1", "x:", "x: int: 1", "1: int", "(a, b): int", "a, b: int", "[a]: int = 1"]
for source in sources:
    try:
        compile(source, "f", "exec")
        print(repr(source), "ok")
    except SyntaxError as error:
        print(repr(source), type(error).__name__, error.msg, error.lineno, error.offset, error.end_lineno, error.end_offset)
