import inspect


class Thing:
    """Doc."""

    x = 1

    def method(self, a, *, b=2):
        # comment
        return a + b


print(inspect.getsource(Thing.method), inspect.getsourcelines(Thing)[1], [n for n, _ in inspect.getmembers(Thing, inspect.isfunction)], inspect.getdoc(Thing), inspect.signature(Thing.method), inspect.isclass(Thing), inspect.ismethod(Thing().method), [c.__name__ for c in inspect.getmro(Thing)], inspect.getcomments(Thing.method), inspect.currentframe().f_code.co_name, inspect.getmodule(Thing).__name__)
print(inspect.getattr_static(Thing, "method").__name__, inspect.unwrap(len) is len, inspect.Parameter("a", inspect.Parameter.KEYWORD_ONLY, default=1), inspect.signature(lambda a, /, *b: 0), inspect.getclosurevars(lambda: Thing).globals["Thing"] is Thing)
for call in ("inspect.signature(5)", "inspect.getsource(5)", "inspect.Parameter('1', inspect.Parameter.VAR_POSITIONAL)", "inspect.signature(type)"):
    try:
        print(eval(call))
    except (TypeError, ValueError, OSError) as error:
        print(type(error).__name__, str(error).split(" at 0x")[0])
