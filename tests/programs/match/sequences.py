def check(value):
    match value:
        case []:
            return "empty"
        case [x]:
            return f"one {x}"
        case [1, y]:
            return f"starts with one, {y}"
        case (a, [b, c]):
            return f"nested {a} {b} {c}"
        case [first, *middle, last]:
            return f"{first} {middle} {last}"
        case _:
            return "no sequence"


from collections import deque

print([check(v) for v in ([], [5], (1, 2), (3, [4, 5]), [1, 2, 3, 4], "ab", b"ab", {1, 2}, {}, range(3), deque([1]), 5, iter([1]), bytearray(b"ab"), memoryview(b"ab"))])
