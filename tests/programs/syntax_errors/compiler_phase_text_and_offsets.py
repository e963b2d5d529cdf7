# Errors behind the parser know the tree only: the line comes from the file of that name, offsets count bytes.
def show(source, name="no-such-file"):
    try:
        compile(source, name, "exec")
    except SyntaxError as error:
        print(ascii((error.msg, error.lineno, error.offset, error.end_lineno, error.end_offset, error.text)))


show("\xe9 = '\xe9'; return 5")
show("def f(x):\n  def g():\n    nonlocal y")
show("abc; from __future__ import annotations")
show("abc\nfrom __future__ import annotations")
show("from __future__ import nope")
with open("program.py", "w", encoding="utf-8") as stream:
    stream.write("first = 1\n\xe9 = 2\n")
show("x = 1\nreturn 5\n", "program.py")
show("\n\n\nreturn 5\n", "program.py")
show("x = 'a' \\\n 'b' (\n")
show("lambda a, b=, c: 1")
for source in ("1orx", "10or 5", "0x1for x", "2notK", "1inx"):
    show(source)
