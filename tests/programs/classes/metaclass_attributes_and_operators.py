class Meta(type):
    answer = 42

    def __len__(cls):
        return 7

    def __getitem__(cls, key):
        return f"{cls.__name__}[{key}]"

    def __contains__(cls, item):
        return item == "in"

    def __iter__(cls):
        return iter("abc")

    def __repr__(cls):
        return f"<Meta {cls.__name__}>"

    def __add__(cls, other):
        return "added"

    def __getattr__(cls, name):
        return f"meta {name}"

    def __bool__(cls):
        return False


class Thing(metaclass=Meta):
    pass


print(Thing, len(Thing), Thing["k"], "in" in Thing, list(Thing), Thing + 1, Thing.answer, Thing.anything, bool(Thing))
try:
    Thing().answer
except AttributeError as error:
    print(error)
