class Base:
    """Documentation."""

    field: int = 3

    def method(self):
        return super().method() + self.__hidden


@decorator(1)
class Derived(Base, metaclass=Meta, option=2):
    def cls(self):
        return __class__
