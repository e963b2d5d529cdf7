import _tokenize


def tokens_of(source):
    try:
        tokens = _tokenize.TokenizerIter(source)
        for token in tokens:
            print(token)
        print(list(tokens))
    except Exception as error:
        print(type(error).__name__, error, error.args)


tokens_of("def f(a, é='ü' 1_000):\n    if x:\n        return a <> b # c\n  \n    y = '''a\nb'''\n")
tokens_of("(a,\n b)\n\n# hi\nx = 1 if 0x1f else 3.5j; async def f(): await x\n")
tokens_of("x = 1")
tokens_of("x")
tokens_of("")
tokens_of("\n")
tokens_of("x = (")
tokens_of("'abc")
tokens_of("'''abc")
tokens_of("a $ b")
tokens_of("x = 1\\\n + 2\n")
tokens_of("0x")
tokens_of("1_")
tokens_of("a ? b!c")
tokens_of("1a")
tokens_of("\f x")
tokens_of("  x\n")
tokens_of("a\x00b")
tokens_of(b"a")
tokens_of("if 1:\n\tx\n        y\n")
tokens_of(")")
tokens_of("(]")
tokens_of("x \\")
tokens_of("€")
tokens_of("é\u0301x = 1\r\ny")
tokens_of("a -> b ... := ** // //= @ @= != ~ ; : , . match case _ print\n")
tokens_of("x # type: int\n")
tokens_of("x\n    \n#c\n  #d\ny")
