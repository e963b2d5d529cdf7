"""Shapes of cast(): kinds of ints, lists and tuples, what is refused, and that the result keeps its items in place."""


class Extent(int):
    pass


class Shape(tuple):
    pass


class Items(list):
    pass


SHAPES = [
    (2, 4), [2, 4], (Extent(2), Extent(4)), (True, 8), [8, True], Shape((4, 2)), Items([2, 2, 2]), (8,), (),
    (2, 3), (0, 8), (-1, 8), (False,), ("2", 4), (2.0, 4), None, 8, b"\x08", (2**62,), (2**63,), (2**31, 2**33), (1,) * 65,
]  # fmt: skip

for shape in SHAPES:
    view = memoryview(bytearray(b"abcdefgh"))
    try:
        cast = view.cast("B", shape)
        print(cast.shape, [type(extent).__name__ for extent in cast.shape], cast.strides, cast.tolist(), cast.nbytes, len(cast))
        print(cast.cast("B").tolist() == view.tolist(), cast == view)
    except Exception as error:
        print(type(error).__name__, error)
