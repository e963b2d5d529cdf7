class Name(str):
    def __new__(cls, value):
        self = super().__new__(cls, value)
        self.tag = value[:1]
        return self

    def __eq__(self, other):
        return str(self).lower() == str(other).lower()

    __hash__ = str.__hash__


name = Name("Hello")
print(name, repr(name), name.tag, type(name + "x"), type(name.upper()), type(name[:]), type(str(name)), name == "HELLO", len(name), name[0], "%s" % name, f"{name:>7}", "-".join([name, name]), type("".join([name])), isinstance(name, str), {name: 1}[name])
print(type(name.strip()), type(name.replace("z", "y")), type(name * 1), name in ["hello"], type(name.__str__()))
