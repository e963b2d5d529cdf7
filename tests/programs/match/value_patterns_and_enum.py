from enum import Enum


class Color(Enum):
    RED = 1
    GREEN = 2


class Limits:
    LOW = 10

    class Deep:
        VALUE = "deep"


def check(value):
    match value:
        case Color.RED:
            return "red"
        case Color.GREEN | Limits.LOW:
            return "green or ten"
        case Limits.Deep.VALUE:
            return "deep"
        case Color():
            return "color"
    return "none"


print([check(v) for v in (Color.RED, Color.GREEN, 10, "deep", 1, 10.0)])
