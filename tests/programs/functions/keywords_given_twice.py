"""A keyword given twice, and errors of the mappings behind **: which exception the caller sees."""


def take(**keywords):
    return keywords


class RaisesInKeys:
    def keys(self):
        raise KeyError("from keys")


class RaisesInItem:
    def keys(self):
        return ["name"]

    def __getitem__(self, key):
        raise KeyError(key)


def report(call):
    try:
        print(call())
    except Exception as error:
        print(type(error).__name__, error, repr(error.__context__))


CALLS = [
    lambda: take(a=1, **{"a": 2}),
    lambda: take(**{"a": 1}, **{"b": 2}),
    lambda: take(**{"a": 1}, **{"a": 2}),
    lambda: take(**{"a": 1}, **{1: 2}),
    lambda: dict(**{"a": 1}, **{"a": 2}),
    lambda: take(**RaisesInKeys()),
    lambda: take(a=1, **RaisesInKeys()),
    lambda: take(a=1, **RaisesInItem()),
    lambda: take(**5),
]

for call in CALLS:
    report(call)
try:
    raise ValueError("handled")
except ValueError:
    for call in CALLS:
        report(call)
