import ast

print(ast.dump(ast.parse("def f(x):\n    return x + 1  # comment\n"), include_attributes=True))
print(ast.dump(ast.parse("f'a{b!r:c}d'", mode="eval")))
print(ast.literal_eval("{'a': [1, (2.5, None)], b'x': {True}, -1: 1+2j}"), ast.get_docstring(ast.parse('"""doc"""')))
for text in ("x", "f()", "1 + 1", "[x]", "{**{}}", "'a' + 'b'", "-'a'", "1 +", "lambda: 0"):
    try:
        print(ast.literal_eval(text))
    except (ValueError, SyntaxError) as error:
        print(text, type(error).__name__)


class Names(ast.NodeVisitor):
    def visit_Name(self, node):
        print(node.id, type(node.ctx).__name__, node.lineno, node.col_offset, node.end_col_offset)


Names().visit(ast.parse("a = b +\\\n  c"))
