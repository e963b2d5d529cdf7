from dataclasses import KW_ONLY, InitVar, dataclass, field, fields, is_dataclass, make_dataclass


@dataclass
class Base:
    a: int
    b: int = 1


@dataclass
class Child(Base):
    c: list = field(default_factory=list)
    _: KW_ONLY
    d: int = field(default=5, metadata={"unit": "m"})
    extra: InitVar[int] = 0

    def __post_init__(self, extra):
        self.total = self.a + self.b + extra

    def __hash__(self):
        return 1


print(Child(1), Child(1, 2, [3], d=4, extra=10).total, [(f.name, f.kw_only) for f in fields(Child)], fields(Child)[3].metadata["unit"], is_dataclass(Child), Child.__match_args__, make_dataclass("Made", [("x", int), ("y", int, 2)])(1), Base(1) == Child(1), Base(1) == Base(1.0))
for source in ("@dataclass\nclass X(Base):\n  z: int", "@dataclass\nclass X:\n  a: int = field(default=1, default_factory=list)", "@dataclass(order=True, eq=False)\nclass X: pass", "@dataclass(frozen=True)\nclass X(Base): pass", "fields(5)"):
    try:
        exec(source)
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)
