import ast

sources = [
    "x = (yield)", "def f(a, /, b=1, *c, d, e=2, **g) -> int: return a", "class A(B, metaclass=C): x: int = 1", "for a, *b in c: pass\nelse: break", "with a as b, c: pass", "try: pass\nexcept* E as e: pass", "lambda x, *y: x if y else {**z}", "f'{x!r:>{w}} {{}}'", "[x async for x in y if z]", "a[1:2, ::3] = b @ c", "match x:\n  case {'k': [1, *_], **r} | C(y=2) if g: pass", "not a and b or c in d is not e", "async def f():\n  await x", "print(*a, **b, c=1)", "x = a if b else c", "del a, b[0]", "assert x, 'm'", "global a; nonlocal_ = 1", "raise A from B", "-x ** -y", "(a := 1)", "x += 1", "from .. import a as b", "'it\\'s'", "1e400", "0xff", "...", "a < b <= c",
]
for source in sources:
    tree = ast.parse(source)
    text = ast.unparse(tree)
    print(text, ast.dump(ast.parse(text)) == ast.dump(tree))
