from abc import ABC, abstractmethod
from collections.abc import Hashable, Iterable, Mapping, Sequence, Sized


class Shape(ABC):
    @abstractmethod
    def area(self):
        return 0

    @property
    @abstractmethod
    def name(self):
        pass


class Square(Shape):
    def area(self):
        return super().area() + 4

    name = "square"


class Half(Shape):
    def area(self):
        return 1


print(Square().area(), sorted(Shape.__abstractmethods__))
for cls in (Shape, Half):
    try:
        cls()
    except TypeError as error:
        print(error)


class Virtual:
    def __len__(self):
        return 0


Shape.register(Virtual)
print(isinstance(Virtual(), Shape), issubclass(Virtual, Sized), isinstance([], Iterable), isinstance({}, Mapping), isinstance((), Sequence), isinstance([], Hashable), issubclass(range, Sequence), isinstance("", Sequence))
