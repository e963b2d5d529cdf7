# Names and source texts that are instances of subclasses of str, where the VM asks for them itself.
import warnings


class Name(str):
    pass


class Slots:
    __slotnames__ = [Name("spam")]

    def __getattr__(self, attribute):
        if attribute == "spam":
            Slots.__slotnames__[:] = [Name("other")]
            return 42
        raise AttributeError(attribute)


print(Slots().__reduce_ex__(2)[2])
Slots.__slotnames__ = [5]
try:
    Slots().__reduce_ex__(2)
except TypeError as error:
    print(error)


class Source(str):
    def __new__(cls, lines):
        self = super().__new__(cls, "spam")
        self.lines = lines
        return self

    def splitlines(self):
        return self.lines


class Loader:
    def __init__(self, source):
        self.source = source

    def get_source(self, name):
        return self.source


for source in (Source(42), Source([42]), Source(("a",)), 5, None, "x\ny", b"xx"):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            warnings.warn_explicit(
                "text", UserWarning, "file", 1, module_globals={"__loader__": Loader(source), "__name__": "name"}
            )
        except TypeError as error:
            print(error)
        print([str(warning.message) for warning in caught])
