import io
import tokenize

source = "def f(x):\n    return x + 1.5  # note\n\ns = f'{x}' 'b'\n"
for token in tokenize.generate_tokens(io.StringIO(source).readline):
    print(tokenize.tok_name[token.exact_type], repr(token.string), token.start, token.end)
for source in ("(", "'abc", "if 1:\n  a\n b\n"):
    try:
        list(tokenize.generate_tokens(io.StringIO(source).readline))
    except (tokenize.TokenError, IndentationError) as error:
        print(type(error).__name__, error.args[0])
