exec(b"# -*- coding: latin-1 -*-\nx = '\xe9'\nprint(ascii(x))")
exec("a = 1\r\nb = 2\rprint(a, b)\n")
exec(b"\xef\xbb\xbfprint('bom')")
exec("if 1:\n\tprint('tab')\n        \n  # comment\n\tprint('more')")
exec("print(1)\n\x0cprint(2)  # form feed")
exec("x = [1,\n\n  # comment\n 2\n]\nprint(x)")
exec("if 1: print('a'); print('b');")
for source in (b"# coding: nope\nx", b"x = '\xff'", "\x00", "x = 1\x00", b"\xef\xbb\xbf# coding: latin-1\nx"):
    try:
        exec(source)
    except (SyntaxError, ValueError) as error:
        print(type(error).__name__, getattr(error, "msg", error))
