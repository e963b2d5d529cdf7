"""Random literals: the values on which the expression fuzzer works.

Every generator returns source text. Sizes are bounded. `small` integers are safe as counts, widths and shift distances; `huge`
ones are so large that every use as a size fails at once; nothing lies between, so no expression can ask for gigabytes.
"""

BORDERS = [
    0, 1, 2, 7, 10, 255, 256, 2**15, 2**30 - 1, 2**30, 2**31 - 1, 2**31, 2**32, 2**53, 2**53 + 1, 2**60, 2**61 - 1, 2**61, 2**62 - 1,
    2**62, 2**62 + 1, 2**63 - 1, 2**63, 2**63 + 1, 2**64 - 1, 2**64, 2**65, 2**100, 10**18, 10**19, 10**30, 3**80,
]  # fmt: skip
FLOATS = [
    "0.0", "-0.0", "1.0", "-1.0", "0.5", "1.5", "2.5", "0.1", "0.30000000000000004", "1e16", "1e15", "123456789.123", "1e-5", "0.0001",
    "1e22", "1e23", "1e100", "-1e308", "1.7976931348623157e308", "5e-324", "2.2250738585072014e-308", "inf", "-inf", "nan",
    "4611686018427387904.0", "9223372036854775808.0", "3.141592653589793", "-2.675", "1e300", "1e-300",
]  # fmt: skip
ALPHABETS = ["ab", "abcXYZ", "0123456789", " \t\n", "a b,c", "éÀß", "€日本", "\U0001f600a", "%{}:!", "'\"\\", "_-.x1", "İıſǆ"]
WORDS = [
    "", "a", "abc", "hello world", "12", "-7", " 5 ", "1.5", "1e3", "nan", "0x1f", "True", "é", "straße", "日本", "\U0001f600", "%s", "{}", "{0!r}",
    "a,b,,c", "line\nline2\r\n", "utf-8", "ascii", "xyz" * 5, "Title Case", "UPPER", "tab\there", "\x00", "\x7f\x80\xff", "aaaa",
]  # fmt: skip
HUGE = [2**63, 2**64 + 5, 10**20, 2**100]


class Values:
    def __init__(self, random):
        self.random = random

    def pick(self, items):
        return self.random.choice(items)

    def signed(self, number):
        return f"(-{number})" if self.random.random() < 0.4 else str(number)

    def small(self):
        return self.signed(self.random.choice([0, 1, 1, 2, 2, 3, 3, 4, 5, 7, 8, 12, 20]))

    def huge(self):
        return self.signed(self.random.choice(HUGE))

    def size(self):
        """An integer that is safe wherever a length, a count or an index is expected."""
        return self.small() if self.random.random() < 0.93 else self.huge()

    def integer(self):
        choice = self.random.random()
        if choice < 0.4:
            return self.signed(self.random.randrange(30))
        if choice < 0.8:
            return self.signed(self.pick(BORDERS))
        return self.signed(self.random.getrandbits(self.random.choice([8, 31, 61, 62, 63, 64, 65, 128, 200])))

    def floating(self):
        choice = self.random.random()
        if choice < 0.6:
            text = self.pick(FLOATS)
            return f"float({text!r})" if text[-1] in "fn" else f"({text})"
        if choice < 0.8:
            return f"({self.random.uniform(-1000, 1000)!r})"
        return f"({self.random.uniform(-1, 1)!r}*1e{self.random.randrange(-300, 300)})"

    def complex_number(self):
        return f"complex({self.floating()}, {self.floating()})"

    def boolean(self):
        return self.pick(["True", "False"])

    def text_value(self):
        if self.random.random() < 0.5:
            return self.pick(WORDS)
        alphabet = self.pick(ALPHABETS)
        return "".join(self.pick(alphabet) for _ in range(self.random.choice([0, 1, 1, 2, 3, 5, 8, 20])))

    def text(self):
        return ascii(self.text_value())

    def bytes_(self):
        choice = self.random.random()
        data = self.text_value().encode("utf-8") if choice < 0.6 else self.random.randbytes(self.random.randrange(6))
        return repr(data)

    def bytearray_(self):
        return f"bytearray({self.bytes_()})"

    def range_(self):
        return f"range({self.small()}, {self.small()}, {self.pick(['1', '2', '-1', '-3', '5'])})"

    def slice_(self):
        return ":".join(self.pick(["", "", self.size()]) for _ in range(self.pick([2, 2, 3])))

    def scalar(self):
        return self.pick(
            [self.integer, self.integer, self.floating, self.text, self.text, self.bytes_, self.boolean, self.complex_number, lambda: "None"]
        )()

    def hashable(self, depth=0):
        if depth < 2 and self.random.random() < 0.15:
            return self.tuple_(depth + 1, self.hashable)
        return self.scalar()

    def items(self, depth, item):
        return [item(depth) for _ in range(self.random.choice([0, 1, 1, 2, 2, 3, 5]))]

    def list_(self, depth=0, item=None):
        return "[" + ", ".join(self.items(depth + 1, item or self.any)) + "]"

    def tuple_(self, depth=0, item=None):
        items = self.items(depth + 1, item or self.any)
        return "(" + ", ".join(items) + ("," if len(items) == 1 else "") + ")"

    def dict_(self, depth=0):
        keys = self.items(depth + 1, self.hashable)
        return "{" + ", ".join(f"{key}: {self.any(depth + 1)}" for key in keys) + "}"

    def set_(self, depth=0):
        return "{" + ", ".join(self.items(1, lambda depth: self.integer()) or ["0"]) + "}"

    def any(self, depth=0):
        """Any value whose text is the same everywhere; sets are left out, their order is not."""
        if depth < 2 and self.random.random() < 0.35:
            return self.pick([self.list_, self.tuple_, self.dict_])(depth)
        return self.pick([self.scalar, self.scalar, self.scalar, self.bytearray_, self.range_])()

    def argument(self):
        """Any value that is also harmless where a size is expected."""
        if self.random.random() < 0.35:
            return self.size()
        return self.pick([self.text, self.text, self.bytes_, self.floating, self.boolean, lambda: "None", self.list_, self.tuple_, self.dict_])()

    def numbers_list(self):
        kind = self.pick([self.integer, self.floating, self.boolean, lambda: self.pick([self.integer, self.floating])()])
        return "[" + ", ".join(kind() for _ in range(self.random.randrange(7))) + "]"

    def texts_list(self):
        return "[" + ", ".join(self.text() for _ in range(self.random.randrange(5))) + "]"
