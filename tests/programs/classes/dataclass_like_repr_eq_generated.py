from dataclasses import FrozenInstanceError, asdict, astuple, dataclass, field, fields, replace


@dataclass(order=True)
class Item:
    name: str
    price: float = 1.5
    tags: list = field(default_factory=list, compare=False, repr=False)

    def __post_init__(self):
        self.name = self.name.upper()


@dataclass(frozen=True, slots=True, kw_only=True)
class Fixed:
    x: int
    y: int = 0


a = Item("a", 2)
print(a, a == Item("a", 2), a < Item("b"), asdict(a), astuple(a), replace(a, price=9), [f.name for f in fields(Item)], Fixed(x=1), hash(Fixed(x=1)) == hash(Fixed(x=1)))
for text in ("Fixed(1)", "Item()", "Item(1, 2, 3, 4)"):
    try:
        eval(text)
    except TypeError as error:
        print(error)
try:
    Fixed(x=1).x = 5
except FrozenInstanceError as error:
    print(error)
try:

    @dataclass
    class Bad:
        items: list = []

except ValueError as error:
    print(error)
