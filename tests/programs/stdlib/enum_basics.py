from enum import Enum, Flag, IntEnum, IntFlag, StrEnum, auto, unique


class Color(Enum):
    RED = 1
    GREEN = 2
    CRIMSON = 1

    def describe(self):
        return f"{self.name}={self.value}"


class Level(IntEnum):
    LOW = auto()
    HIGH = auto()


class Perm(Flag):
    R = auto()
    W = auto()
    RW = R | W


class Word(StrEnum):
    HELLO = auto()


print(Color.RED, repr(Color.RED), Color(2), Color["RED"], Color.CRIMSON is Color.RED, list(Color), Color.RED.describe(), Color.__members__.keys(), Color.RED == 1, len(Color), Color.RED in Color, isinstance(Color.RED, Color))
print(Level.LOW < Level.HIGH, Level.LOW + 1, f"{Level.LOW}", repr(Level.HIGH), Perm.R | Perm.W, Perm.R & Perm.RW, ~Perm.R, Perm(0), bool(Perm(0)), Perm.R in Perm.RW, list(Perm.RW), Word.HELLO, Word.HELLO == "hello", f"{Word.HELLO:>8}", IntFlag("F", "A B").B | 4)
for call in ("Color(5)", "Color['X']", "Color.X", "Color()", "Level('a')", "Perm(16)", "Color.RED < Color.GREEN", "type('Sub', (Color,), {})"):
    try:
        print(eval(call))
    except Exception as error:
        print(call, type(error).__name__, error)
for text in ("Color.RED = 5", "del Color.RED", "Color.RED.value = 5"):
    try:
        exec(text)
    except AttributeError as error:
        print(error)
try:

    @unique
    class Twice(Enum):
        A = 1
        B = 1

except ValueError as error:
    print(error)
