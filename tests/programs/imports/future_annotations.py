from __future__ import annotations

import typing


def function(a: Undefined, b: int = 1) -> "quoted":
    x: AlsoUndefined = 5
    return x


class Holder:
    attribute: list[Missing]
    y: 1 + 2 * (3)


print(function.__annotations__, Holder.__annotations__, function(1))
import __future__

print(__future__.annotations.compiler_flag == 0x1000000, __future__.division.getMandatoryRelease()[:2], annotations is __future__.annotations)
