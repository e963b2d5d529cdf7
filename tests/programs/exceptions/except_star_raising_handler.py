# What a handler of `except*` raises is wrapped in a group even if it is alone (PEP 654).
def attempt(raised, handler):
    try:
        try:
            raise raised
        except* ValueError as group:
            handler(group)
    except BaseException as error:
        print(repr(error), repr(error.__context__))


def raise_new(group):
    raise RuntimeError("new")


def raise_member(group):
    raise group.exceptions[0]


attempt(ExceptionGroup("out", [ValueError(1)]), raise_new)
attempt(ExceptionGroup("out", [ValueError(1)]), raise_member)
attempt(ExceptionGroup("out", [ValueError(1), KeyError("k")]), raise_new)
attempt(ValueError(2), raise_new)
