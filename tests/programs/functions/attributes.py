def function(a, b=1, *args, c, d=2, **kwargs):
    """The docstring."""
    local = a


function.custom = 5
print(function.__name__, function.__qualname__, function.__doc__, function.__module__, function.__defaults__, function.__kwdefaults__, function.__dict__, function.__closure__, function.__annotations__)
code = function.__code__
print(code.co_name, code.co_argcount, code.co_kwonlyargcount, code.co_posonlyargcount, code.co_varnames, code.co_firstlineno, code.co_flags & 12, code.co_qualname, code.co_freevars)
function.__name__ = "renamed"
function.__qualname__ = "Other.renamed"
print(function.__name__, repr(function).startswith("<function Other.renamed at"))
for text in ("function.__name__ = 5", "function.__code__ = 5", "function.__defaults__ = [1]", "function.__dict__ = 5", "del function.__name__", "function.__globals__ = {}", "function.__kwdefaults__ = 5", "del function.missing"):
    try:
        exec(text)
    except Exception as error:
        print(text, type(error).__name__, error)
