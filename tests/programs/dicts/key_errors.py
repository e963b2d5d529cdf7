for call in ("{}['x']", "{}[1]", "{}[None]", "{}[(1, 2)]", "{}.pop('a')", "{}.popitem()", "{'a': 1}['b c']", "{}[[1]]", "{}.get([])", "{}.pop()", "{}.get()", "{}.setdefault()", "{1: 2}.pop(2)", "{}.update(5)", "{}.update([1])", "[] in {}", "{}.pop(1, 2, 3)", "{}['it\\'s']"):
    try:
        print(eval(call))
    except Exception as error:
        print(call, type(error).__name__, error, error.args)
try:
    del {}["gone"]
except KeyError as error:
    print(repr(error))
