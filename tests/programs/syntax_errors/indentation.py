sources = [" x = 1", "x = 1\n  y = 2", "if 1:\n    a\n  b", "if 1:\n\ta\n        b", "if 1:\n        a\n\tb", "def f():\n    x\n   y", "if 1:\nx", "def f():\n# only comment\n", "class A:\n\n", "for x in y:\nz", "while 1:\n", "try:\nx", "with a:\nb", "if 1:\n  x\nelse:\ny", "  \n  x", "\tx", "if 1:\n  if 2:\n  x", "match x:\ncase 1:\n  pass", "match x:\n  case 1:\n  pass", "try:\n  x\nfinally:\ny", "try:\n  x\nexcept E:\ny", "if a:\n  x\nelif b:\ny"]
for source in sources:
    try:
        compile(source, "f", "exec")
        print(repr(source), "ok")
    except SyntaxError as error:
        print(repr(source), type(error).__name__, error.msg, error.lineno, error.offset, repr(error.text))
