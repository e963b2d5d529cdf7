class OnlyRepr:
    def __repr__(self):
        return "repr"


class OnlyStr:
    def __str__(self):
        return "str"


class Bad:
    def __repr__(self):
        return 5


print(OnlyRepr(), str(OnlyRepr()), [OnlyRepr()], f"{OnlyRepr()}", OnlyStr(), "%s %r" % (OnlyRepr(), OnlyRepr()), repr(OnlyStr()).startswith("<__main__.OnlyStr object at 0x"))
for function in (repr, str, print, lambda b: [b].__repr__(), ascii, lambda b: f"{b!r}"):
    try:
        function(Bad())
    except TypeError as error:
        print(error)
print(repr(OnlyRepr), repr(type("Dynamic", (), {})), repr(int), repr(type))


class Outer:
    class Inner:
        pass


print(Outer.Inner, repr(Outer.Inner()).startswith("<__main__.Outer.Inner object"))
