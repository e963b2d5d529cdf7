import typing
from typing import Any, Callable, ClassVar, Generic, Literal, NamedTuple, Optional, Protocol, TypedDict, TypeVar, Union, get_args, get_origin, runtime_checkable

T = TypeVar("T")


class Box(Generic[T]):
    def __init__(self, item: T):
        self.item = item


class Point(NamedTuple):
    x: int
    y: int = 0


class Movie(TypedDict, total=False):
    name: str


@runtime_checkable
class HasLen(Protocol):
    def __len__(self) -> int: ...


print(Optional[int], Union[int, str, int], list[int] | None, Callable[[int], str], Literal["a", 1], Box[int], Box[int](5).item, get_origin(Box[int]) is Box, get_args(dict[str, int]), Any, T, ClassVar[int], Point(1), Movie(name="x"), isinstance([], HasLen), isinstance(5, HasLen), typing.get_type_hints(Point), typing.cast(int, "a"), Movie.__optional_keys__)
print(int | str, (int | str) == (str | int), type(int | str).__name__, Union[int], typing.List[int], typing.Tuple[int, ...], typing.NewType("Id", int)(5))
for call in ("Union[5]", "Optional[int, str]", "Box[int, str]", "Literal[1]()", "Any()", "isinstance(1, list[int])", "int | 5", "TypeVar('A', int)", "Generic[int]"):
    try:
        print(eval(call))
    except TypeError as error:
        print(call, error)
