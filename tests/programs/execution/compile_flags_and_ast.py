import ast

tree = compile("x = 1 + 2", "f", "exec", ast.PyCF_ONLY_AST)
print(type(tree).__name__, ast.dump(tree))
namespace = {}
exec(compile(tree, "f", "exec"), namespace)
print(namespace["x"])
tree.body[0].value = ast.Constant(99)
exec(compile(ast.fix_missing_locations(tree), "f", "exec"), namespace)
print(namespace["x"], eval(compile(ast.Expression(ast.Constant(5, lineno=1, col_offset=0)), "f", "eval")))
for bad in (ast.Module([5], []), ast.Module([ast.Expr(ast.Name("x"))], []), ast.Expression(ast.BinOp()), ast.Module([ast.Pass()], [])):
    try:
        compile(bad, "f", "exec")
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)
try:
    compile("1", "f", "exec", 1 << 30)
except ValueError as error:
    print(error)
