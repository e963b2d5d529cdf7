group = ExceptionGroup("message", [ValueError(1), TypeError("t"), ExceptionGroup("inner", [ValueError(2), KeyError("k")])])
print(group, repr(group), group.message, len(group.exceptions))
match, rest = group.split(ValueError)
print(repr(match), repr(rest))
print(repr(group.subgroup(KeyError)), group.subgroup(OSError), repr(group.subgroup(lambda e: "1" in str(e))))
print(repr(group.derive([KeyError()])), type(BaseExceptionGroup("b", [ValueError()])).__name__, type(BaseExceptionGroup("b", [KeyboardInterrupt()])).__name__)
for call in ("ExceptionGroup('m', [])", "ExceptionGroup('m', [5])", "ExceptionGroup(5, [ValueError()])", "ExceptionGroup('m')", "ExceptionGroup('m', [KeyboardInterrupt()])", "ExceptionGroup('m', 5)", "group.split(5)", "ExceptionGroup('m', {ValueError()})"):
    try:
        print(repr(eval(call)))
    except Exception as error:
        print(call, type(error).__name__, error)
