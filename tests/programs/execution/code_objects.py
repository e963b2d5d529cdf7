code = compile("a = 1\ndef f(x, y=2, *z, k, **kw):\n    local = x\n    return lambda: local\n", "name.py", "exec")
print(code.co_filename, code.co_name, code.co_names, code.co_argcount, 1 in code.co_consts, type(code).__name__)
function = [c for c in code.co_consts if hasattr(c, "co_code")][0]
print(function.co_name, function.co_qualname, function.co_varnames, function.co_cellvars, function.co_freevars, function.co_argcount, function.co_kwonlyargcount, function.co_firstlineno, function.co_nlocals)
inner = [c for c in function.co_consts if hasattr(c, "co_code")][0]
print(inner.co_name, inner.co_qualname, inner.co_freevars, inner.co_firstlineno)
print(code == compile("a = 1\ndef f(x, y=2, *z, k, **kw):\n    local = x\n    return lambda: local\n", "name.py", "exec"), hash(code) == hash(code), code.replace(co_filename="other").co_filename)
try:
    code.co_name = "x"
except AttributeError as error:
    print(error)
try:
    exec(inner)
except TypeError as error:
    print(error)
