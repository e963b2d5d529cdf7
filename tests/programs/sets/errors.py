for call in ("{1}.remove(2)", "set().pop()", "{1} + {2}", "{1} | [2]", "{1} < [1]", "{[]}", "set(5)", "set(1, 2)", "{1}.add([])", "hash(set())", "frozenset().add", "{1}.update(5)", "set()[0]", "{1} & None", "set([[]])", "{1}.remove([])", "{1}.issubset(5)", "set(x=1)", "{1}.union(5)"):
    try:
        print(call, eval(call))
    except Exception as error:
        print(call, type(error).__name__, error)
